-- Only ever appended to, in the order of the numbers; details is the very text that was hashed.
CREATE TABLE audit.entry (
    id      bigint PRIMARY KEY,
    at      timestamptz NOT NULL,
    actor   text        NOT NULL,
    act     text        NOT NULL,
    object  text        NOT NULL,
    details text        NOT NULL,
    before  bytea       NOT NULL CHECK (length(before) = 32),
    hash    bytea       NOT NULL CHECK (length(hash) = 32)
);

-- Where the chain ends: one row, whose lock orders what is appended.
CREATE TABLE audit.head (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    id   bigint NOT NULL,
    hash bytea  NOT NULL
);
INSERT INTO audit.head (id, hash) VALUES (0, decode(repeat('00', 32), 'hex'));
