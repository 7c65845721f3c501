-- How the score would have done on earlier days, each time it was worked out; the last one counts.
CREATE TABLE proof.record (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    as_of        date        NOT NULL,
    horizon_days int         NOT NULL,
    zone         text        NOT NULL,
    currency     char(3)     NOT NULL,
    finished_at  timestamptz NOT NULL,
    millis       bigint      NOT NULL,
    -- The latest day gone back to, and how far it looked ahead; null where nothing could be measured.
    cut          date,
    ahead_days   int         NOT NULL,
    -- Of how many customers one was looked at.
    one_in       int         NOT NULL CHECK (one_in >= 1),
    record       jsonb       NOT NULL
);

-- The latest of these days, customer by customer: what we would have told then, on what, and what came.
CREATE TABLE proof.forecast (
    record   bigint  NOT NULL REFERENCES proof.record ON DELETE CASCADE,
    customer bigint  NOT NULL,
    -- The chance of a purchase within the horizon.
    staying  float8  NOT NULL,
    orders   int     NOT NULL,
    -- Days since the last purchase then.
    silence  int     NOT NULL,
    came     boolean NOT NULL,
    PRIMARY KEY (record, customer)
);
-- Those with the nearest chance, from both sides.
CREATE INDEX forecast_staying ON proof.forecast (record, staying, customer);
