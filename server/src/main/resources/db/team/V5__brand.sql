-- How our letters and the pages of our customers look: the newest row holds.
CREATE TABLE team.brand (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    accent     text        NOT NULL CHECK (accent ~ '^#[0-9a-f]{6}$'),
    -- A PNG that we drew ourselves from what was brought.
    logo       bytea,
    changed_by bigint      NOT NULL,
    changed_at timestamptz NOT NULL
);
