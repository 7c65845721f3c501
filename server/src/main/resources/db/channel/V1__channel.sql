-- An address or account by which customers reach us and we them: a mailbox, the chat of the shop, a phone number.
CREATE TABLE channel.connection (
    id         int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    medium     text        NOT NULL,
    name       text        NOT NULL,
    address    text        NOT NULL,
    settings   jsonb       NOT NULL DEFAULT '{}',
    -- Made because something waits for it; nobody has set it up yet.
    is_blank   boolean     NOT NULL DEFAULT false,
    -- What is wrong with it, in words.
    trouble    text,
    trouble_at timestamptz,
    made_at    timestamptz NOT NULL,
    ended_at   timestamptz
);
CREATE UNIQUE INDEX connection_blank ON channel.connection (medium) WHERE is_blank;

CREATE TABLE channel.secret (
    connection int   NOT NULL REFERENCES channel.connection,
    name       text  NOT NULL,
    sealed     bytea NOT NULL,
    PRIMARY KEY (connection, name)
);

-- Messages that belong together. One that was joined to another says into which.
CREATE TABLE channel.thread (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    began_at timestamptz NOT NULL,
    joined_to bigint REFERENCES channel.thread ON DELETE CASCADE
);
CREATE INDEX thread_joined ON channel.thread (joined_to) WHERE joined_to IS NOT NULL;

-- By what a message finds its thread: a digest of what a medium calls a message or a thread.
CREATE TABLE channel.thread_key (
    hash   bytea  PRIMARY KEY,
    thread bigint NOT NULL REFERENCES channel.thread ON DELETE CASCADE
);
CREATE INDEX thread_key_thread ON channel.thread_key (thread);

-- What came in.
CREATE TABLE channel.arrival (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    connection  int         NOT NULL REFERENCES channel.connection,
    -- What it is called there; it is taken once for ever.
    external_id text        NOT NULL,
    hash        bytea       NOT NULL,
    thread      bigint      NOT NULL REFERENCES channel.thread ON DELETE CASCADE,
    -- The profile of who wrote it; of who got it, where it is a copy of what we wrote.
    customer    bigint      NOT NULL,
    sender_kind text        NOT NULL,
    sender      text        NOT NULL,
    sender_name text        NOT NULL,
    is_sure     boolean     NOT NULL,
    others      jsonb       NOT NULL DEFAULT '[]',
    subject     text        NOT NULL,
    text        text        NOT NULL,
    html        text,
    -- Where in the text begins what is only quoted.
    quoted_from int         NOT NULL,
    sort        text        NOT NULL CHECK (sort IN ('message', 'automatic', 'copy')),
    at          timestamptz NOT NULL,
    taken_at    timestamptz NOT NULL,
    UNIQUE (connection, hash)
);
CREATE INDEX arrival_thread ON channel.arrival (thread, at, id);
CREATE INDEX arrival_customer ON channel.arrival (customer);

-- Customers whom we knew when a message came that named them besides its writer.
CREATE TABLE channel.copied (
    arrival  bigint NOT NULL REFERENCES channel.arrival ON DELETE CASCADE,
    customer bigint NOT NULL,
    PRIMARY KEY (arrival, customer)
);
CREATE INDEX copied_customer ON channel.copied (customer);

-- What is to go out, or went.
CREATE TABLE channel.departure (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The sender's: a second one of the same key is the first.
    key         text        NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 200),
    connection  int         NOT NULL REFERENCES channel.connection,
    thread      bigint      NOT NULL REFERENCES channel.thread ON DELETE CASCADE,
    customer    bigint      NOT NULL,
    to_kind     text        NOT NULL,
    to_value    text        NOT NULL,
    copies      jsonb       NOT NULL DEFAULT '[]',
    subject     text        NOT NULL,
    text        text        NOT NULL,
    html        text,
    intent      text        NOT NULL CHECK (intent IN ('answer', 'service', 'ask', 'sale')),
    purpose     text,
    not_before  timestamptz,
    writer      bigint,
    -- What it is called there: chosen by us before it leaves, or by the other side when it takes it.
    external_id text        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('waiting', 'held', 'sending', 'handed_over', 'delivered', 'read',
                                'failed', 'doubt', 'taken_back')),
    why         text        NOT NULL DEFAULT '',
    -- waiting, held: when it is tried next; sending: when we no longer know.
    due_at      timestamptz NOT NULL,
    tries       int         NOT NULL DEFAULT 0,
    written_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL
);
-- What leaves next, connection by connection, and what left and was not heard of again.
CREATE INDEX departure_due ON channel.departure (connection, due_at, id) WHERE state IN ('waiting', 'held');
CREATE INDEX departure_sending ON channel.departure (due_at) WHERE state = 'sending';
CREATE INDEX departure_thread ON channel.departure (thread, id);
CREATE INDEX departure_customer ON channel.departure (customer, id);
CREATE INDEX departure_external ON channel.departure (connection, external_id);
-- The outbox by state, newest first.
CREATE INDEX departure_state ON channel.departure (state, id);

-- What became of it, one after the other.
CREATE TABLE channel.step (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    departure bigint      NOT NULL REFERENCES channel.departure ON DELETE CASCADE,
    at        timestamptz NOT NULL,
    state     text        NOT NULL,
    why       text        NOT NULL,
    member    bigint
);
CREATE INDEX step_departure ON channel.step (departure, id);

CREATE TABLE channel.attachment (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    arrival    bigint REFERENCES channel.arrival ON DELETE CASCADE,
    departure  bigint REFERENCES channel.departure ON DELETE CASCADE,
    name       text   NOT NULL,
    media_type text   NOT NULL,
    content_id text,
    size       int    NOT NULL CHECK (size <= 26214400),
    content    bytea  NOT NULL,
    CHECK ((arrival IS NULL) <> (departure IS NULL))
);
-- Pictures and archives are packed already.
ALTER TABLE channel.attachment ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX attachment_arrival ON channel.attachment (arrival) WHERE arrival IS NOT NULL;
CREATE INDEX attachment_departure ON channel.attachment (departure) WHERE departure IS NOT NULL;

-- Which threads a customer has a part in; a thread that was joined to another is never among them.
CREATE VIEW channel.thread_of AS
SELECT customer, thread FROM channel.arrival
UNION
SELECT customer, thread FROM channel.departure;
