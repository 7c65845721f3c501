-- Somebody asked for a link; whether we know the address is looked up after he was answered. Gone once it is.
CREATE TABLE portal.asking (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    address text        NOT NULL,
    at      timestamptz NOT NULL
);

-- Links that open something for a customer, each for one purpose and once; only their hashes are here.
CREATE TABLE portal.link (
    token_hash bytea PRIMARY KEY,
    purpose    text        NOT NULL CHECK (purpose IN ('page', 'address', 'withdrawal')),
    customer   bigint      NOT NULL,
    -- The address it was sent to, or of which it is the proof; null where one of us made it.
    address    text,
    -- What else it opens: the purpose to withdraw from.
    object     text,
    made_by    bigint,
    made_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    CHECK (address IS NOT NULL OR made_by IS NOT NULL OR purpose = 'withdrawal')
);
CREATE INDEX link_customer ON portal.link (customer);
CREATE INDEX link_expires ON portal.link (expires_at);

-- Customers who look at their own page just now.
CREATE TABLE portal.session (
    token_hash bytea PRIMARY KEY,
    customer   bigint      NOT NULL,
    address    text,
    made_by    bigint,
    began_at   timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX session_customer ON portal.session (customer);
CREATE INDEX session_expires ON portal.session (expires_at);

-- What customers said is not right.
CREATE TABLE portal.correction (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer   bigint      NOT NULL,
    field      text        NOT NULL,
    said       text        NOT NULL,
    asked_at   timestamptz NOT NULL,
    answer     text CHECK (answer IN ('accepted', 'declined')),
    answered_by bigint,
    answered_at timestamptz,
    CHECK ((answer IS NULL) = (answered_at IS NULL))
);
CREATE INDEX correction_customer ON portal.correction (customer, id);
