-- Several calendars, each with a name; one of them is the one of the firm.
CREATE TABLE calendar.calendar (
    id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text    NOT NULL CHECK (name <> '' AND length(name) <= 80),
    is_default  boolean NOT NULL DEFAULT false,
    -- Empty: the zone of the firm, also when that changes.
    zone        text    NOT NULL DEFAULT '',
    country     text    NOT NULL DEFAULT '',
    region      text    NOT NULL DEFAULT '',
    closed_days date[]  NOT NULL DEFAULT '{}'
);
CREATE UNIQUE INDEX calendar_default ON calendar.calendar (is_default) WHERE is_default;
CREATE UNIQUE INDEX calendar_name ON calendar.calendar (lower(name));

-- What stood there until now is the calendar of the firm.
INSERT INTO calendar.calendar (name, is_default, country, region, closed_days)
SELECT 'Our hours', true, country, region, closed_days FROM calendar.place;
ALTER TABLE calendar.hours ADD COLUMN calendar integer REFERENCES calendar.calendar ON DELETE CASCADE;
UPDATE calendar.hours SET calendar = (SELECT id FROM calendar.calendar);
ALTER TABLE calendar.hours ALTER COLUMN calendar SET NOT NULL;
ALTER TABLE calendar.hours DROP CONSTRAINT hours_pkey;
ALTER TABLE calendar.hours ADD PRIMARY KEY (calendar, day, opens);
DROP TABLE calendar.place;
