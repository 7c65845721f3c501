-- What other modules may read: what is decided about two profiles and holds. Of `different` the smaller number is one.
CREATE VIEW customer.decided AS
SELECT id AS verdict, kind, kept AS one, gone AS other
FROM customer.verdict
WHERE undone_at IS NULL;
