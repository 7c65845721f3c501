-- A letter that leaves, or would have left. Its words never change.
CREATE TABLE mail.letter (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The sender's: a second letter of the same key is the first.
    key        text        NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 200),
    kind       text        NOT NULL,
    address    text        NOT NULL,
    receiver   text        NOT NULL,
    subject    text        NOT NULL,
    paragraphs jsonb       NOT NULL,
    -- Where the one button leads; a link that opens something is sealed, and gone once the letter is.
    button     text,
    link       text,
    sealed     bytea,
    why        text        NOT NULL,
    -- Of whom it speaks; purpose and channel where it needs his consent.
    customer   bigint,
    purpose    text,
    channel    text,
    message_id text        NOT NULL UNIQUE,
    written_at timestamptz NOT NULL,
    -- After this it is of no use any more.
    late_at    timestamptz,
    -- The last of its steps.
    state      text        NOT NULL
        CHECK (state IN ('waiting', 'leaving', 'sent', 'refused', 'stopped', 'doubtful', 'late')),
    -- waiting: when it is tried next; leaving: when we no longer know.
    due_at     timestamptz NOT NULL,
    tries      int         NOT NULL DEFAULT 0,
    CHECK ((purpose IS NULL) = (channel IS NULL) AND (purpose IS NULL OR customer IS NOT NULL))
);
-- What leaves next, and what left and was not heard of again.
CREATE INDEX letter_due ON mail.letter (due_at, id) WHERE state = 'waiting';
CREATE INDEX letter_leaving ON mail.letter (due_at) WHERE state = 'leaving';
-- The outbox by state, newest first.
CREATE INDEX letter_state ON mail.letter (state, id);
CREATE INDEX letter_customer ON mail.letter (customer) WHERE customer IS NOT NULL;
CREATE INDEX letter_address ON mail.letter (address);
-- What is old enough to go.
CREATE INDEX letter_written ON mail.letter (written_at);

-- What became of a letter, one after the other.
CREATE TABLE mail.step (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    letter bigint      NOT NULL REFERENCES mail.letter ON DELETE CASCADE,
    at     timestamptz NOT NULL,
    state  text        NOT NULL,
    reason text        NOT NULL,
    member bigint
);
CREATE INDEX step_letter ON mail.step (letter, id);

-- Addresses whose owner opened what we sent there.
CREATE TABLE mail.proven (
    address text PRIMARY KEY,
    at      timestamptz NOT NULL
);

-- How many letters went to addresses that nobody proved, by hour and day.
CREATE TABLE mail.spent (
    scope    text        NOT NULL,
    began_at timestamptz NOT NULL,
    letters  int         NOT NULL,
    PRIMARY KEY (scope, began_at)
);

-- The mail server and the address under which we are reached; the newest row holds.
CREATE TABLE mail.server (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    host       text        NOT NULL,
    port       int         NOT NULL CHECK (port BETWEEN 1 AND 65535),
    security   text        NOT NULL CHECK (security IN ('starttls', 'tls', 'none')),
    username   text        NOT NULL,
    password   bytea,
    sender     text        NOT NULL,
    site       text        NOT NULL,
    changed_by bigint      NOT NULL,
    changed_at timestamptz NOT NULL
);
