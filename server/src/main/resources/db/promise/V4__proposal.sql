-- What was read as a promise in words that we sent. No row is ever changed.
CREATE TABLE promise.proposal (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Under which profile it was said, and the interaction in the history.
    customer    bigint      NOT NULL,
    interaction bigint      NOT NULL,
    said_at     timestamptz NOT NULL,
    channel     text        NOT NULL DEFAULT '',
    -- The words around the phrase, and where in them it begins and ends.
    quote       text        NOT NULL,
    phrase_from int         NOT NULL,
    phrase_to   int         NOT NULL,
    kind        text        NOT NULL,
    due         timestamptz NOT NULL,
    zone        text        NOT NULL,
    review      timestamptz NOT NULL,
    amount      numeric(19, 4),
    currency    char(3),
    UNIQUE (interaction, customer, phrase_from, due)
);
CREATE INDEX proposal_customer ON promise.proposal (customer);

-- Those that nobody has decided about: a list of work.
CREATE TABLE promise.proposed (
    proposal bigint      PRIMARY KEY REFERENCES promise.proposal ON DELETE CASCADE,
    due      timestamptz NOT NULL
);
CREATE INDEX proposed_due ON promise.proposed (due, proposal);

-- What was decided about one, and taken back: each a row with who and when.
CREATE TABLE promise.verdict (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    proposal bigint      NOT NULL REFERENCES promise.proposal ON DELETE CASCADE,
    answer   text        NOT NULL CHECK (answer IN ('accepted', 'dismissed', 'undone')),
    promise  bigint REFERENCES promise.promise ON DELETE CASCADE,
    member   bigint      NOT NULL,
    at       timestamptz NOT NULL
);
CREATE INDEX verdict_proposal ON promise.verdict (proposal, id);
CREATE INDEX verdict_promise ON promise.verdict (promise) WHERE promise IS NOT NULL;

-- Up to where the history was read for promises: what was sent before this module came is left alone.
CREATE TABLE promise.heard (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    tx  xid8    NOT NULL,
    id  bigint  NOT NULL
);
INSERT INTO promise.heard (tx, id) VALUES (pg_snapshot_xmin(pg_current_snapshot()), 0);
