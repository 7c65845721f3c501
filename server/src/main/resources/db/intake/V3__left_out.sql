-- The sensitive fields that stood in the file and were not kept: their names, never what they said.
ALTER TABLE intake.import ADD COLUMN left_out jsonb NOT NULL DEFAULT '[]';
