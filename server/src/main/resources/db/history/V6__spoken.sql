-- What was said, for modules that read it: ours and theirs, with the words themselves.
CREATE VIEW history.spoken AS
SELECT id, customer, at, kind, channel, direction, title, properties ->> 'text' AS text, tx
FROM history.interaction
WHERE kind IN ('message_in', 'message_out', 'call', 'meeting', 'note', 'complaint', 'thanks', 'review', 'survey_answer');
