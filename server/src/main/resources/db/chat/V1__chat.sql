-- Somebody who wrote to us in a widget, or whom the site says he is.
CREATE TABLE chat.visitor (
    id         uuid PRIMARY KEY,
    connection int         NOT NULL,
    -- The profile under which his messages are kept, and their thread; none before he said something.
    customer   bigint,
    thread     bigint,
    -- What the site calls him, where it proved that with the connection's secret.
    user_id    text,
    -- What he says of himself.
    name       text        NOT NULL DEFAULT '',
    email      text,
    -- Up to which line one of us has seen what he wrote.
    our_read   bigint      NOT NULL DEFAULT 0,
    made_at    timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    -- He is here until then, unless a server says so again.
    here_until timestamptz NOT NULL,
    UNIQUE (connection, user_id)
);
CREATE INDEX visitor_customer ON chat.visitor (customer) WHERE customer IS NOT NULL;
CREATE INDEX visitor_thread ON chat.visitor (thread) WHERE thread IS NOT NULL;
CREATE INDEX visitor_seen ON chat.visitor (seen_at);
CREATE INDEX visitor_email ON chat.visitor (email) WHERE email IS NOT NULL;

-- By what a browser shows that it is his; only its hash is here.
CREATE TABLE chat.pass (
    token_hash bytea PRIMARY KEY,
    visitor    uuid        NOT NULL REFERENCES chat.visitor ON DELETE CASCADE,
    made_at    timestamptz NOT NULL
);
CREATE INDEX pass_visitor ON chat.pass (visitor);

-- What stands in a talk, in the order in which it was said: the words are in channel.
CREATE TABLE chat.line (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    visitor      uuid        NOT NULL REFERENCES chat.visitor ON DELETE CASCADE,
    arrival      bigint,
    departure    bigint UNIQUE,
    -- What the widget calls its message: it is taken once.
    client       text,
    -- What a message of ours is called by the chat.
    external_id  text,
    at           timestamptz NOT NULL,
    delivered_at timestamptz,
    read_at      timestamptz,
    mailed_at    timestamptz,
    UNIQUE (visitor, client),
    CHECK ((arrival IS NULL) <> (departure IS NULL))
);
CREATE INDEX line_visitor ON chat.line (visitor, id);
-- Our answers that nobody has seen.
CREATE INDEX line_unread ON chat.line (at) WHERE departure IS NOT NULL AND read_at IS NULL AND mailed_at IS NULL;
