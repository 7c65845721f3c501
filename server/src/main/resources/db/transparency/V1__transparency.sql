-- What data are used for, as it stands; every change is a row of purpose_version too.
CREATE TABLE transparency.purpose (
    id         int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key        text        NOT NULL UNIQUE,
    name       text        NOT NULL,
    -- What we tell the customer.
    sentence   text        NOT NULL,
    basis      text        NOT NULL,
    -- The ground of article 9 where special categories are used.
    special    text        NOT NULL DEFAULT '',
    -- Direct marketing: an objection ends it, whatever else is said.
    marketing  boolean     NOT NULL,
    retention  text        NOT NULL,
    categories text[]      NOT NULL,
    -- The lowest role that may use it.
    role       text        NOT NULL,
    ended      boolean     NOT NULL DEFAULT false,
    version    int         NOT NULL
);
CREATE TABLE transparency.purpose_version (
    purpose    int         NOT NULL REFERENCES transparency.purpose,
    version    int         NOT NULL,
    name       text        NOT NULL,
    sentence   text        NOT NULL,
    basis      text        NOT NULL,
    special    text        NOT NULL,
    marketing  boolean     NOT NULL,
    retention  text        NOT NULL,
    categories text[]      NOT NULL,
    role       text        NOT NULL,
    ended      boolean     NOT NULL,
    -- Nobody: what a firm starts with.
    member     bigint,
    at         timestamptz NOT NULL,
    PRIMARY KEY (purpose, version)
);

-- Which sensitive kinds we keep and for what; the last row of a kind counts, one without a purpose ends it.
CREATE TABLE transparency.sensitive_field (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind    text        NOT NULL,
    purpose int REFERENCES transparency.purpose,
    member  bigint,
    at      timestamptz NOT NULL
);
CREATE INDEX sensitive_field_kind ON transparency.sensitive_field (kind, id DESC);

-- Which key in the file personal.keys is that of a profile. The key itself never lies in the database.
CREATE TABLE transparency.personal_key (
    customer bigint PRIMARY KEY,
    key      bigint NOT NULL UNIQUE
);
-- Keys to be destroyed once the transaction that says so has ended.
CREATE TABLE transparency.doomed_key (
    key bigint PRIMARY KEY
);
-- The last word on a sensitive field of a profile, encrypted under its key.
CREATE TABLE transparency.sensitive_value (
    customer bigint      NOT NULL,
    kind     text        NOT NULL,
    value    bytea       NOT NULL,
    at       timestamptz NOT NULL,
    trust    smallint    NOT NULL,
    source   text        NOT NULL,
    PRIMARY KEY (customer, kind)
);
-- Fields that came without a purpose and were let go: which, whence, how often. No values, nobody's names.
CREATE TABLE transparency.let_go (
    day    date        NOT NULL,
    source text        NOT NULL,
    name   text        NOT NULL,
    kind   text        NOT NULL,
    times  bigint      NOT NULL,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (day, source, name)
);

-- Everything customers said about what we may do, for ever.
CREATE TABLE transparency.consent (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer    bigint      NOT NULL,
    purpose     int         NOT NULL REFERENCES transparency.purpose,
    channel     text        NOT NULL,
    word        text        NOT NULL CHECK (word IN ('given', 'withdrawn', 'objected')),
    -- When it was said, and when we heard it.
    at          timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    -- customer, member, program or file.
    origin      text        NOT NULL CHECK (origin IN ('customer', 'member', 'program', 'file')),
    by          text        NOT NULL,
    wording     text        NOT NULL,
    proof       text        NOT NULL,
    -- The version of the purpose that was in force.
    version     int         NOT NULL,
    -- By which a repetition is known.
    digest      bytea       NOT NULL UNIQUE
);
-- What somebody said, the latest first.
CREATE INDEX consent_customer ON transparency.consent (customer, at DESC, id DESC);

-- What the statements of a profile come to: a maximum of each, so that the order of arrival never matters.
CREATE TABLE transparency.consent_standing (
    customer     bigint NOT NULL,
    purpose      int    NOT NULL REFERENCES transparency.purpose,
    channel      text   NOT NULL,
    given_at     timestamptz,
    -- Given by himself or to one of us.
    in_person_at timestamptz,
    withdrawn_at timestamptz,
    objected_at  timestamptz,
    PRIMARY KEY (customer, purpose, channel)
);

-- Who used which data of whom, when and for what: each use once.
CREATE TABLE transparency.data_use (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    -- Nobody in particular: a run over everybody.
    customer   bigint,
    act        text        NOT NULL,
    categories text[]      NOT NULL,
    purpose    text        NOT NULL,
    by         text        NOT NULL,
    reason     text        NOT NULL DEFAULT '',
    people     bigint      NOT NULL,
    request    text COLLATE "C" NOT NULL UNIQUE
);
-- Who looked at somebody, the latest first; and the runs over everybody.
CREATE INDEX data_use_customer ON transparency.data_use (customer, id DESC) WHERE customer IS NOT NULL;
CREATE INDEX data_use_runs ON transparency.data_use (id DESC) WHERE customer IS NULL;
