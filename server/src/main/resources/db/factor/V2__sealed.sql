-- Whether the secret is sealed by the vault. Those of earlier versions lie in clear until the next start that has a
-- master key.
ALTER TABLE factor.app ADD COLUMN sealed boolean NOT NULL DEFAULT false;
CREATE INDEX app_in_clear ON factor.app (member) WHERE NOT sealed;
