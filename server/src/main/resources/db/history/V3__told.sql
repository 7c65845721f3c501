-- What other modules may read of what was said and done, with the score of an answer where one was given.
CREATE VIEW history.told AS
SELECT id, customer, at, kind, title, properties ->> 'score' AS score, properties ->> 'scale' AS scale, tx
FROM history.interaction;
