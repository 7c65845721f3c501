-- Who runs the firm is told once more when a clock is over.
ALTER TABLE erasure.request_event DROP CONSTRAINT request_event_kind_check;
ALTER TABLE erasure.request_event ADD CONSTRAINT request_event_kind_check CHECK (kind IN
    ('identity_checked', 'extended', 'reminded', 'overdue', 'answered', 'refused', 'withdrawn'));
DELETE FROM erasure.request_event e USING erasure.request_event before
WHERE e.kind = 'reminded' AND before.kind = 'reminded' AND before.request = e.request AND before.id < e.id
  AND before.words = e.words;
-- Once for each clock: the first, and the longer one.
CREATE UNIQUE INDEX request_reminded_once ON erasure.request_event (request, kind, words)
    WHERE kind IN ('reminded', 'overdue');
