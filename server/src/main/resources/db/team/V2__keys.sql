-- What programs show: a write key sends, a secret key reads. The text is shown once and kept as its hash.
CREATE TABLE team.key (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    purpose    text        NOT NULL CHECK (purpose IN ('write', 'secret')),
    name       text        NOT NULL,
    hash       bytea       NOT NULL UNIQUE,
    beginning  text        NOT NULL,
    made_at    timestamptz NOT NULL,
    made_by    text        NOT NULL,
    used_at    timestamptz,
    revoked_at timestamptz,
    revoked_by text
);
