-- A work key reads as a secret key does, and makes and ends promises.
ALTER TABLE team.key DROP CONSTRAINT key_purpose_check;
ALTER TABLE team.key ADD CONSTRAINT key_purpose_check CHECK (purpose IN ('write', 'secret', 'work'));
