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

-- What other modules may read.
CREATE VIEW history.purchase AS
SELECT customer, at, kind, amount, currency
FROM history.interaction
WHERE kind IN ('order', 'return');
CREATE VIEW history.stream AS
SELECT id, customer, at, kind, tx
FROM history.interaction;
