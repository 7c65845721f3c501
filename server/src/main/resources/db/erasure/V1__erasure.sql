-- Who was forgotten: numbers that lead to nobody any more.
CREATE TABLE erasure.erasure (
    id            uuid PRIMARY KEY,
    number        bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    customer      bigint      NOT NULL,
    profiles      bigint[]    NOT NULL,
    -- request: a person asked; retention: a rule; journal: once more, after a backup from before was restored.
    why           text        NOT NULL CHECK (why IN ('request', 'retention', 'journal')),
    -- Nobody: a rule, or the journal.
    member        bigint,
    begun_at      timestamptz NOT NULL,
    -- From then on nothing more of them comes in.
    suppressed_at timestamptz,
    handles       int         NOT NULL DEFAULT 0,
    finished_at   timestamptz,
    -- SHA-256 of the certificate.
    hash          text
);
CREATE INDEX erasure_unfinished ON erasure.erasure (number) WHERE finished_at IS NULL;
-- What is under way for a customer.
CREATE INDEX erasure_customer ON erasure.erasure (customer);

-- What became of each part.
CREATE TABLE erasure.step (
    erasure   uuid        NOT NULL REFERENCES erasure.erasure,
    part      text        NOT NULL,
    place     int         NOT NULL,
    forgotten bigint      NOT NULL,
    done_at   timestamptz NOT NULL,
    PRIMARY KEY (erasure, part)
);

-- Who came back of his own will and was let in again.
CREATE TABLE erasure.readmission (
    erasure uuid PRIMARY KEY REFERENCES erasure.erasure,
    why     text        NOT NULL,
    member  bigint      NOT NULL,
    at      timestamptz NOT NULL
);
