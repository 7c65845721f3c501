-- Where interactions come from.
CREATE TABLE history.source (
    id   int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE
);

-- Each message of a source is taken once, for ever; an order that comes in lines keeps the digests of the lines that
-- were taken, so that each line is taken once too. It stands apart from the log so that the log can be split by
-- customer: a unique key of a partitioned table must hold the column it is split by.
CREATE TABLE history.message (
    source     int  NOT NULL REFERENCES history.source,
    message_id text COLLATE "C" NOT NULL,
    lines      bigint[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (source, message_id)
);

-- The log. Nothing here is ever changed; every key begins with the customer, ready to be partitioned by hash.
CREATE TABLE history.interaction (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    customer    bigint      NOT NULL,
    at          timestamptz NOT NULL,
    kind        text        NOT NULL,
    channel     text,
    -- in: from the customer; out: from us.
    direction   text CHECK (direction IN ('in', 'out')),
    -- One line that a person can read.
    title       text        NOT NULL,
    -- Signed money: what the customer paid is positive, what went back is negative.
    amount      numeric(19, 4),
    currency    char(3),
    properties  jsonb       NOT NULL DEFAULT '{}',
    source      int         NOT NULL,
    message_id  text COLLATE "C" NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    -- Followers read only below the oldest running transaction, so that no late commit is skipped.
    tx          xid8        NOT NULL DEFAULT pg_current_xact_id(),
    -- The timeline, newest first, and its keyset pages.
    PRIMARY KEY (customer, at, id)
);
-- Followers.
CREATE INDEX interaction_tx ON history.interaction (tx);
-- Scoring reads purchases only, by customer and time, without touching the table.
CREATE INDEX interaction_purchase ON history.interaction (customer, at) INCLUDE (kind, amount, currency)
    WHERE kind IN ('order', 'return');

-- Files that were brought in, and what came of them.
CREATE TABLE history.import (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind           text        NOT NULL CHECK (kind IN ('orders', 'customers', 'interactions')),
    file_name      text        NOT NULL,
    -- What was corrected in the guess: ["date=Bestelldatum", …].
    corrections    jsonb       NOT NULL DEFAULT '[]',
    -- The name of its folder on the machine that took it.
    folder         uuid        NOT NULL,
    brought_at     timestamptz NOT NULL,
    started_at     timestamptz,
    finished_at    timestamptz,
    failed_at      timestamptz,
    why            text,
    bytes_total    bigint      NOT NULL DEFAULT 0,
    bytes_read     bigint      NOT NULL DEFAULT 0,
    parts_total    int         NOT NULL DEFAULT 0,
    parts_taken    int         NOT NULL DEFAULT 0,
    rows_read      bigint      NOT NULL DEFAULT 0,
    rows_stored    bigint      NOT NULL DEFAULT 0,
    rows_duplicate bigint      NOT NULL DEFAULT 0,
    rows_refused   bigint      NOT NULL DEFAULT 0,
    interactions   bigint      NOT NULL DEFAULT 0,
    customers      bigint      NOT NULL DEFAULT 0,
    -- [{"why": …, "rows": …}], the most frequent first.
    reasons        jsonb       NOT NULL DEFAULT '[]',
    -- The first refused rows: [{"line": …, "column": …, "value": …, "why": …}].
    refused        jsonb       NOT NULL DEFAULT '[]',
    CHECK (failed_at IS NULL OR why IS NOT NULL),
    CHECK (finished_at IS NULL OR rows_read = rows_stored + rows_duplicate + rows_refused)
);
CREATE INDEX import_unfinished ON history.import (id) WHERE finished_at IS NULL AND failed_at IS NULL;

-- What other modules may read.
CREATE VIEW history.purchase AS
SELECT customer, at, kind, amount, currency
FROM history.interaction
WHERE kind IN ('order', 'return');
CREATE VIEW history.stream AS
SELECT id, customer, at, kind, tx
FROM history.interaction;
