-- Programs that tell us what happens.
CREATE TABLE event.source (
    id       int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name     text        NOT NULL UNIQUE CHECK (name <> ''),
    -- What comes from a browser is only claimed: anybody can read its key there.
    kind     text        NOT NULL CHECK (kind IN ('browser', 'server')),
    -- From pages of which origins a browser may send.
    origins  text[]      NOT NULL DEFAULT '{}',
    -- Its number in the history.
    history  int         NOT NULL UNIQUE,
    -- The number of its write key; none once that is revoked.
    key      bigint UNIQUE,
    made_at  timestamptz NOT NULL,
    -- How many bytes of refused messages we keep of it.
    held     bigint      NOT NULL DEFAULT 0 CHECK (held >= 0)
);

-- What came and what became of it: each hour of a source in one row for each writer, so that no writer waits for
-- another one. Written in the transaction that stores the messages.
CREATE TABLE event.hour (
    source      int         NOT NULL REFERENCES event.source,
    hour        timestamptz NOT NULL,
    writer      smallint    NOT NULL,
    received    bigint      NOT NULL,
    stored      bigint      NOT NULL,
    duplicates  bigint      NOT NULL,
    quarantined bigint      NOT NULL,
    last_at     timestamptz NOT NULL,
    PRIMARY KEY (source, hour, writer)
);

-- How often a message came again; the source by its number in the history.
CREATE TABLE event.duplicate (
    source     int    NOT NULL,
    message_id text COLLATE "C" NOT NULL,
    times      bigint NOT NULL,
    PRIMARY KEY (source, message_id)
);

-- What stood around refused messages in their batch, each once.
CREATE TABLE event.envelope (
    digest bytea PRIMARY KEY,
    text   bytea NOT NULL
);

-- Messages that could not be stored, as they came. The same bytes are kept once.
CREATE TABLE event.quarantine (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source      int         NOT NULL REFERENCES event.source,
    message_id  text COLLATE "C" NOT NULL,
    digest      bytea       NOT NULL,
    -- By which call it came: track, batch, import …
    call        text        NOT NULL,
    -- Empty when somebody let it go.
    body        bytea       NOT NULL,
    envelope    bytea REFERENCES event.envelope,
    reason      text        NOT NULL,
    detail      text        NOT NULL DEFAULT '',
    received_at timestamptz NOT NULL,
    times       bigint      NOT NULL DEFAULT 1,
    ended_at    timestamptz,
    ended_by    text,
    -- Replayed: stored as this message; or let go: nothing.
    stored_as   text COLLATE "C",
    UNIQUE (source, digest)
);
-- The page of what waits, all of it or of one reason.
CREATE INDEX quarantine_waiting ON event.quarantine (id) WHERE ended_at IS NULL;
CREATE INDEX quarantine_reason ON event.quarantine (reason, id) WHERE ended_at IS NULL;
-- What became of a message.
CREATE INDEX quarantine_message ON event.quarantine (message_id);
CREATE INDEX quarantine_stored ON event.quarantine (stored_as) WHERE stored_as IS NOT NULL;

-- The daily count: what the hours say beside what is really there.
CREATE TABLE event.reconciliation (
    source      int         NOT NULL REFERENCES event.source,
    at          timestamptz NOT NULL,
    received    bigint      NOT NULL,
    stored      bigint      NOT NULL,
    duplicates  bigint      NOT NULL,
    quarantined bigint      NOT NULL,
    found_stored      bigint NOT NULL,
    found_duplicates  bigint NOT NULL,
    found_quarantined bigint NOT NULL,
    PRIMARY KEY (source, at)
);
