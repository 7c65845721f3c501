-- The refund clock of the European Union and the United Kingdom starts with the goods or with proof that they were sent,
-- whichever is first; a complaint starts the clock of its acknowledgement.
ALTER TABLE promise.happening DROP CONSTRAINT happening_what_check;
ALTER TABLE promise.happening ADD CHECK (what IN ('ordered', 'delivered', 'sent', 'returned', 'refunded'));
ALTER TABLE promise.preset DROP CONSTRAINT preset_starts_check;
ALTER TABLE promise.preset ADD CHECK (starts IN ('return', 'sending', 'complaint'));
-- One standard clock of returns, and one of complaints.
DROP INDEX promise.preset_standard;
CREATE UNIQUE INDEX preset_standard ON promise.preset ((starts = 'complaint')) WHERE standard AND starts IS NOT NULL;
UPDATE promise.preset SET starts = 'sending'
WHERE starts = 'return' AND name IN ('Refund after a return (EU)', 'Refund after a return (UK)');
UPDATE promise.preset SET starts = 'complaint', standard = true
WHERE starts IS NULL AND name = 'Acknowledge a complaint';
