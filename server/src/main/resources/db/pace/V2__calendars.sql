-- A target may count by a calendar of its own.
ALTER TABLE pace.policy DROP CONSTRAINT policy_hours_check;
ALTER TABLE pace.policy ADD CONSTRAINT policy_hours_check CHECK (hours IN ('ours', 'named', 'always'));
ALTER TABLE pace.policy ADD COLUMN calendar integer;
ALTER TABLE pace.policy ADD CONSTRAINT policy_calendar_check
    CHECK ((hours = 'named') = (calendar IS NOT NULL));
