-- Where we keep holidays, and the days that we close besides: one row.
CREATE TABLE calendar.place (
    one         boolean PRIMARY KEY DEFAULT true CHECK (one),
    country     text   NOT NULL DEFAULT '',
    region      text   NOT NULL DEFAULT '',
    closed_days date[] NOT NULL DEFAULT '{}'
);

-- From when until when we work on each day of the week (1 is Monday): a row for each stretch between two breaks.
CREATE TABLE calendar.hours (
    day    int  NOT NULL CHECK (day BETWEEN 1 AND 7),
    opens  time NOT NULL,
    -- Midnight is the end of the day.
    closes time NOT NULL CHECK (closes > opens OR closes = '00:00'),
    PRIMARY KEY (day, opens)
);

-- Earlier versions kept one pair of hours for all days in the schema of promises.
DO $$
BEGIN
    IF to_regclass('promise.calendar') IS NULL THEN
        INSERT INTO calendar.place DEFAULT VALUES;
        INSERT INTO calendar.hours SELECT day, '09:00', '18:00' FROM generate_series(1, 5) AS day;
    ELSE
        INSERT INTO calendar.place (country, region, closed_days)
        SELECT country, region, closed_days FROM promise.calendar;
        INSERT INTO calendar.hours (day, opens, closes)
        SELECT day, opens, closes FROM promise.calendar, unnest(working_days) AS day;
    END IF;
END $$;
