-- What people ask of us by the law of data protection.
CREATE TABLE erasure.request (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text        NOT NULL CHECK (kind IN ('access', 'correction', 'erasure', 'objection', 'portability')),
    customer    bigint      NOT NULL,
    -- How it reached us: staff wrote it down, a program, or the customer's own page.
    came_by     text        NOT NULL CHECK (came_by IN ('staff', 'api', 'portal')),
    note        text        NOT NULL DEFAULT '',
    received_at timestamptz NOT NULL,
    -- The day where the firm is, from which the clock runs.
    received_on date        NOT NULL,
    member      bigint
);
-- A customer's requests.
CREATE INDEX request_customer ON erasure.request (customer);

-- What was done about it, in order; it ends once, and is prolonged once.
CREATE TABLE erasure.request_event (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    request bigint      NOT NULL REFERENCES erasure.request,
    kind    text        NOT NULL
        CHECK (kind IN ('identity_checked', 'extended', 'reminded', 'answered', 'refused', 'withdrawn')),
    words   text        NOT NULL DEFAULT '',
    member  bigint,
    at      timestamptz NOT NULL
);
CREATE INDEX request_event_request ON erasure.request_event (request, id);
CREATE UNIQUE INDEX request_ends_once ON erasure.request_event (request)
    WHERE kind IN ('answered', 'refused', 'withdrawn');
CREATE UNIQUE INDEX request_extended_once ON erasure.request_event (request) WHERE kind = 'extended';

-- Whose public holidays move the end of a clock: one row.
CREATE TABLE erasure.clock (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one),
    country text NOT NULL DEFAULT ''
);
INSERT INTO erasure.clock DEFAULT VALUES;

-- For how long things are kept, each change with who and when; the last one counts. Without months a rule is off.
CREATE TABLE erasure.rule_change (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rule   text        NOT NULL,
    months int CHECK (months BETWEEN 1 AND 1200),
    member bigint      NOT NULL,
    at     timestamptz NOT NULL
);
CREATE INDEX rule_change_rule ON erasure.rule_change (rule, id DESC);

-- What the rules let go.
CREATE TABLE erasure.rule_run (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rule      text        NOT NULL,
    before    timestamptz NOT NULL,
    forgotten bigint      NOT NULL,
    at        timestamptz NOT NULL
);
