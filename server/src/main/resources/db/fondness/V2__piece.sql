-- What other modules may read: what was good in each piece of evidence, by customer and time out of the primary key,
-- and by tx whose pieces are new.
CREATE VIEW fondness.piece AS
SELECT customer, at, share, tx
FROM fondness.evidence;
