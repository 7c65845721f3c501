-- Whom we were asked to forget and shall not take in again: keyed hashes of their handles, which tell nobody who it was.
CREATE TABLE customer.suppression (
    hash      bytea PRIMARY KEY CHECK (length(hash) = 32),
    -- The erasure it comes from: all its handles are let in again together.
    erasure   uuid        NOT NULL,
    since     timestamptz NOT NULL,
    lifted_at timestamptz,
    lifted_by bigint
);
CREATE INDEX suppression_erasure ON customer.suppression (erasure);
