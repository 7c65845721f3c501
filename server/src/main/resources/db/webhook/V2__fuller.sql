-- Whether it gets what was said, too, and not only numbers.
ALTER TABLE webhook.endpoint ADD COLUMN fuller boolean NOT NULL DEFAULT false;
-- The same with what was said; only while somebody wants it.
ALTER TABLE webhook.event ADD COLUMN fuller_body text;
