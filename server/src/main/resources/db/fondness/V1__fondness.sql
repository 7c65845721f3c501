-- What customers let us know of how they feel about us, each piece once for ever.
CREATE TABLE fondness.evidence (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    -- The profile under which it was said; whose it is tells customer.profile.
    customer    bigint      NOT NULL,
    at          timestamptz NOT NULL,
    kind        text        NOT NULL,
    -- What of it is good.
    share       real        NOT NULL CHECK (share BETWEEN 0 AND 1),
    -- One line that a person can read.
    words       text        NOT NULL,
    -- Who says so, and which one it is there.
    source      text        NOT NULL,
    reference   text COLLATE "C" NOT NULL,
    -- Where it stands on the timeline, if it does.
    interaction bigint,
    tx          xid8        NOT NULL DEFAULT pg_current_xact_id(),
    -- All pieces of a customer, and of everybody in the order of customers, without touching the table.
    PRIMARY KEY (customer, at, id) INCLUDE (kind, share)
);
CREATE UNIQUE INDEX evidence_once ON fondness.evidence (source, reference);
-- Whose pieces are new.
CREATE INDEX evidence_tx ON fondness.evidence (tx);

-- Each learning: by which rule fondness is told, and how well it foretold earlier answers.
CREATE TABLE fondness.run (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Nothing from this moment on was looked at.
    as_of       timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    pieces      bigint      NOT NULL,
    customers   bigint      NOT NULL,
    fondness    jsonb       NOT NULL,
    -- Null where nothing could be checked; the notes say why.
    proof       jsonb,
    notes       jsonb       NOT NULL
);
-- The latest before a moment.
CREATE INDEX run_as_of ON fondness.run (as_of DESC, id DESC);

-- How far we came: in the history (every interaction up to this one was looked at), and in our own evidence (every
-- transaction before this one is counted), with the number of pieces since the last learning.
CREATE TABLE fondness.follower (
    one         boolean PRIMARY KEY DEFAULT true CHECK (one),
    history_tx  xid8   NOT NULL,
    history_id  bigint NOT NULL,
    evidence_tx xid8   NOT NULL,
    fresh       bigint NOT NULL
);
INSERT INTO fondness.follower (history_tx, history_id, evidence_tx, fresh) VALUES ('0', 0, '0', 0);

-- Customers whose evidence changed and who wait to be told anew.
CREATE TABLE fondness.waiting (
    customer bigint PRIMARY KEY
);

-- Everybody is told anew into a new table that then takes the place of the old one, as in health.
CREATE FUNCTION fondness.begin_table() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- How fond each customer is of whom anything is known: a row for nobody else.
    CREATE TABLE fondness.standing_next (
        customer bigint      NOT NULL,
        -- The probability that the customer would speak well of us if asked now, and its 95 % interval.
        chance   float8      NOT NULL,
        low      float8      NOT NULL,
        high     float8      NOT NULL,
        pieces   int         NOT NULL,
        -- How many fresh answers the pieces are worth.
        worth    float8      NOT NULL,
        last_at  timestamptz NOT NULL,
        -- How far the chance moves with the firm's mean, from 0 to 1.
        pull     float8      NOT NULL,
        -- [{"piece": id, "effect": …}], the strongest first.
        why      jsonb       NOT NULL,
        run      bigint      NOT NULL,
        tx       xid8        NOT NULL DEFAULT pg_current_xact_id()
    );
END $$;

CREATE FUNCTION fondness.publish_table() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    ALTER TABLE fondness.standing_next ADD PRIMARY KEY (customer);
    -- Who stands anew.
    CREATE INDEX ON fondness.standing_next (tx);
    ANALYZE fondness.standing_next;
    DROP TABLE IF EXISTS fondness.standing;
    ALTER TABLE fondness.standing_next RENAME TO standing;
END $$;

SELECT fondness.begin_table();
SELECT fondness.publish_table();
