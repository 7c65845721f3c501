-- The secret that an app makes codes from. Not on until a first code proved that the app knows it; the last step used
-- is kept, so that no code is good twice.
CREATE TABLE factor.app (
    member       bigint PRIMARY KEY,
    secret       bytea       NOT NULL,
    made_at      timestamptz NOT NULL,
    confirmed_at timestamptz,
    last_step    bigint      NOT NULL DEFAULT 0
);

-- Ten codes for the day on which the phone is gone; each is good once and kept as its hash.
CREATE TABLE factor.recovery_code (
    member  bigint      NOT NULL,
    hash    bytea       NOT NULL,
    made_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (member, hash)
);

-- The member under the random name that his passkeys know him by.
CREATE TABLE factor.passkey_user (
    member bigint PRIMARY KEY,
    handle bytea NOT NULL UNIQUE
);

-- A passkey is good for the site (rp) it was made for.
CREATE TABLE factor.passkey (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    member           bigint      NOT NULL,
    credential       bytea       NOT NULL UNIQUE,
    site             text        NOT NULL,
    label            text        NOT NULL,
    public_key       bytea       NOT NULL,
    signature_count  bigint      NOT NULL,
    verified         boolean     NOT NULL,
    backup_eligible  boolean     NOT NULL,
    backed_up        boolean     NOT NULL,
    transports       text        NOT NULL,
    attestation      bytea       NOT NULL,
    client_data      bytea       NOT NULL,
    made_at          timestamptz NOT NULL,
    used_at          timestamptz NOT NULL
);
CREATE INDEX passkey_member ON factor.passkey (member);

-- A challenge given to a browser, good once and for a few minutes: by the hash of the token the browser holds.
CREATE TABLE factor.challenge (
    token_hash bytea PRIMARY KEY,
    purpose    text        NOT NULL CHECK (purpose IN ('registration', 'sign-in')),
    member     bigint,
    challenge  bytea       NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX challenge_expires ON factor.challenge (expires_at);
