-- Who we are: one row.
CREATE TABLE team.firm (
    one          boolean PRIMARY KEY DEFAULT true CHECK (one),
    name         text    NOT NULL,
    currency     char(3) NOT NULL,
    zone         text    NOT NULL,
    horizon_days int     NOT NULL CHECK (horizon_days BETWEEN 7 AND 1095)
);
INSERT INTO team.firm (name, currency, zone, horizon_days) VALUES ('Our firm', 'EUR', 'UTC', 180);

CREATE TABLE team.member (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email         text        NOT NULL UNIQUE CHECK (email = lower(email)),
    name          text        NOT NULL,
    role          text        NOT NULL CHECK (role IN ('owner', 'manager', 'member', 'viewer')),
    password_hash text        NOT NULL,
    created_at    timestamptz NOT NULL
);

-- Tokens are kept hashed; each is good for one purpose, until it expires or is used.
CREATE TABLE team.link (
    token_hash bytea PRIMARY KEY,
    purpose    text        NOT NULL CHECK (purpose IN ('set-up', 'sign-in')),
    member     bigint REFERENCES team.member,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);

CREATE TABLE team.session (
    token_hash bytea PRIMARY KEY,
    member     bigint      NOT NULL REFERENCES team.member,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX session_member ON team.session (member);
