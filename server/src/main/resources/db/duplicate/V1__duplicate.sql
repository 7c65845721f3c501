-- One comparison of everybody: what was learned, and how far it came.
CREATE TABLE duplicate.run (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    started_at  timestamptz NOT NULL,
    share       real        NOT NULL DEFAULT 0,
    finished_at timestamptz,
    customers   int         NOT NULL DEFAULT 0,
    compared    bigint      NOT NULL DEFAULT 0,
    -- Pairs with something in common that were too many to compare.
    left_out    bigint      NOT NULL DEFAULT 0,
    -- How many pairs are one, as the probabilities add up.
    expected    float8      NOT NULL DEFAULT 0,
    -- Chances by field and degree, and why nothing was learned where nothing was.
    learned     jsonb
);
CREATE INDEX run_finished ON duplicate.run (finished_at DESC) WHERE finished_at IS NOT NULL;

-- Under which keys a customer was compared: whoever is new is compared with those who share one.
CREATE TABLE duplicate.seen (
    customer bigint   PRIMARY KEY,
    keys     bigint[] NOT NULL
);
CREATE INDEX seen_keys ON duplicate.seen USING gin (keys) WITH (fastupdate = off);

-- Customers whom somebody brought or changed and who wait to be compared.
CREATE TABLE duplicate.waiting (
    customer bigint PRIMARY KEY,
    tx       xid8   NOT NULL DEFAULT pg_current_xact_id()
);

-- Whom an import brought or changed, to tell in its result.
CREATE TABLE duplicate.brought (
    import   bigint NOT NULL,
    customer bigint NOT NULL,
    PRIMARY KEY (import, customer)
);

-- How far it was followed who became whom, and who is new.
CREATE TABLE duplicate.follower (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    tx       xid8   NOT NULL,
    customer bigint NOT NULL
);

-- Two customers who may be one.
CREATE TABLE duplicate.pair (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    one          bigint      NOT NULL,
    other        bigint      NOT NULL,
    probability  float8      NOT NULL,
    -- The degrees of agreement, in the order of the fields.
    degrees      smallint[]  NOT NULL,
    -- Why, in words.
    evidence     jsonb       NOT NULL,
    found_at     timestamptz NOT NULL,
    -- Null: open. A decision settles it, for ever or until it rests no more.
    settled_till timestamptz,
    CHECK (one < other),
    UNIQUE (one, other)
);
-- The list, the surest first.
CREATE INDEX pair_open ON duplicate.pair (probability DESC, id) WHERE settled_till IS DISTINCT FROM 'infinity';
CREATE INDEX pair_other ON duplicate.pair (other);

-- What was decided about a pair, and on what evidence; undoing is a moment, not a deletion.
CREATE TABLE duplicate.decision (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pair       bigint      NOT NULL REFERENCES duplicate.pair ON DELETE CASCADE,
    answer     text        NOT NULL CHECK (answer IN ('same', 'different', 'later')),
    degrees    smallint[]  NOT NULL,
    -- What `customer` did about it, by which it is taken back.
    verdict    bigint,
    member     bigint      NOT NULL,
    decided_at timestamptz NOT NULL,
    undone_at  timestamptz,
    undone_by  bigint
);
CREATE INDEX decision_pair ON duplicate.decision (pair, id DESC);
