-- A row of customer.customer is a profile: what came under one handle. A customer is a head with all profiles that are
-- part of it. What was kept under a profile is never rewritten, so that every join can be undone exactly.
ALTER TABLE customer.customer
    ADD part_of bigint REFERENCES customer.customer,
    ADD head bigint GENERATED ALWAYS AS (coalesce(part_of, id)) STORED,
    -- The last word on each trait, {trait: [trust, microseconds, digest, value]}; name, account and traits of a head
    -- are what its profiles' words come to.
    ADD said jsonb NOT NULL DEFAULT '{}';
-- The profiles of a customer.
CREATE INDEX customer_head ON customer.customer (head);

-- profile: what is kept under this handle, made when something first is, then for ever. customer: the profile of the
-- handle that owns this one, itself mostly; null where it is shared and nothing is kept under it. verified: our own
-- programs, files or people named it.
ALTER TABLE customer.handle
    ADD profile bigint,
    ADD verified boolean NOT NULL DEFAULT false,
    ALTER customer DROP NOT NULL;
CREATE UNIQUE INDEX handle_profile ON customer.handle (profile) WHERE profile IS NOT NULL;

-- Every pair of handles that some message named together, for ever: the weaker one points to the one under which the
-- message is kept. Who owns whom is a function of these rows and the verdicts, never of their order of arrival.
CREATE TABLE customer.link (
    kind     text NOT NULL,
    value    text COLLATE "C" NOT NULL,
    to_kind  text NOT NULL,
    to_value text COLLATE "C" NOT NULL,
    -- Only browsers said so.
    claimed  boolean     NOT NULL,
    -- When it was first said, in the time of events.
    said_at  timestamptz NOT NULL,
    PRIMARY KEY (kind, value, to_kind, to_value)
);
-- The first links of a handle, however many it has.
CREATE INDEX link_from ON customer.link (kind, value, claimed, said_at, to_kind, to_value);
-- The first handles of each kind that point to a handle: these it may own.
CREATE INDEX link_to ON customer.link (to_kind, to_value, kind, claimed, said_at, value);

-- Everything said about somebody, in the time of events.
CREATE TABLE customer.statement (
    customer bigint      NOT NULL,
    at       timestamptz NOT NULL,
    -- 0 claimed by a browser, 1 filled in with an order, 2 said by the firm's programs and files, 3 chosen by hand.
    trust    smallint    NOT NULL CHECK (trust BETWEEN 0 AND 3),
    digest   bytea       NOT NULL,
    traits   jsonb       NOT NULL,
    source   text        NOT NULL,
    -- What was known at a moment.
    PRIMARY KEY (customer, at, trust, digest)
);

-- What people, or rules, decided about two customers.
CREATE TABLE customer.verdict (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind      text        NOT NULL CHECK (kind IN ('same', 'different')),
    -- same: gone is a part of kept; different: the smaller and the larger number.
    kept      bigint      NOT NULL REFERENCES customer.customer,
    gone      bigint      NOT NULL REFERENCES customer.customer,
    -- Nobody: a rule.
    member    bigint,
    evidence  jsonb       NOT NULL DEFAULT '{}',
    -- Values chosen by hand, field by field.
    choices   jsonb       NOT NULL DEFAULT '{}',
    at        timestamptz NOT NULL,
    undone_at timestamptz,
    undone_by bigint,
    -- The decision that this one follows from, and the one that ended it: when that is taken back, so is this.
    cause     bigint REFERENCES customer.verdict,
    ended_by  bigint REFERENCES customer.verdict,
    CHECK (kept <> gone)
);
CREATE UNIQUE INDEX verdict_same ON customer.verdict (gone) WHERE kind = 'same' AND undone_at IS NULL;
CREATE UNIQUE INDEX verdict_different ON customer.verdict (kept, gone) WHERE kind = 'different' AND undone_at IS NULL;
-- What was decided about a profile.
CREATE INDEX verdict_kept ON customer.verdict (kept);
CREATE INDEX verdict_gone ON customer.verdict (gone);
-- What else a decision did.
CREATE INDEX verdict_cause ON customer.verdict (cause) WHERE cause IS NOT NULL;
CREATE INDEX verdict_ended_by ON customer.verdict (ended_by) WHERE ended_by IS NOT NULL;

-- Whose a profile became, and why. Other modules follow it by tx, as they follow the history.
CREATE TABLE customer.movement (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    profile   bigint      NOT NULL,
    from_head bigint      NOT NULL,
    to_head   bigint      NOT NULL,
    why       text        NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    tx        xid8        NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX movement_tx ON customer.movement (tx);
CREATE INDEX movement_profile ON customer.movement (profile);

-- Handles that look like many people, or nobody: more point to it than one person has, or it points to a crowd.
CREATE TABLE customer.alarm (
    kind  text NOT NULL,
    value text COLLATE "C" NOT NULL,
    why   text NOT NULL CHECK (why IN ('limit', 'crowd')),
    at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, value, why)
);
-- The list of alarms, newest first.
CREATE INDEX alarm_at ON customer.alarm (at DESC, kind, value);

-- Who was known before: kept under the strongest handle, which owns the others up to five of a kind.
UPDATE customer.handle h
SET verified = true, profile = first.profile
FROM (
    SELECT kind, value,
           CASE WHEN row_number() OVER (
               PARTITION BY customer
               ORDER BY array_position(ARRAY['external', 'email', 'phone', 'anonymous'], kind), value) = 1
           THEN customer END AS profile
    FROM customer.handle
) first
WHERE first.kind = h.kind AND first.value = h.value;

INSERT INTO customer.link (kind, value, to_kind, to_value, claimed, said_at)
SELECT weak.kind, weak.value, strong.kind, strong.value, false, c.created_at
FROM customer.handle strong
JOIN customer.handle weak ON weak.customer = strong.profile AND weak.profile IS NULL
JOIN customer.customer c ON c.id = strong.profile;

UPDATE customer.handle h
SET customer = NULL
FROM (
    SELECT kind, value,
           row_number() OVER (PARTITION BY to_kind, to_value, kind ORDER BY claimed, said_at, value) AS place
    FROM customer.link
) l
WHERE l.kind = h.kind AND l.value = h.value AND l.place > 5;

INSERT INTO customer.statement (customer, at, trust, digest, traits, source)
SELECT c.id, c.created_at, 2, substring(sha256(convert_to(told.traits::text, 'UTF8')) FOR 16), told.traits, 'files'
FROM customer.customer c
LEFT JOIN customer.account a ON a.id = c.account
LEFT JOIN customer.handle h ON h.profile = c.id
CROSS JOIN LATERAL (
    SELECT c.traits
        || CASE WHEN c.name IN (h.value, 'Customer ' || h.value) THEN '{}' ELSE jsonb_build_object('name', c.name) END
        || CASE WHEN a.name IS NULL THEN '{}' ELSE jsonb_build_object('company', a.name) END AS traits) told
WHERE told.traits <> '{}';

UPDATE customer.customer c
SET said = told.said
FROM (
    SELECT s.customer, jsonb_object_agg(t.key, jsonb_build_array(
        s.trust, (extract(epoch FROM s.at) * 1000000)::bigint, encode(s.digest, 'hex'), t.value)) AS said
    FROM customer.statement s CROSS JOIN LATERAL jsonb_each(s.traits) t
    GROUP BY s.customer) told
WHERE told.customer = c.id;

-- What other modules may read: one row per customer.
CREATE OR REPLACE VIEW customer.card AS
SELECT c.id AS customer, c.name, c.account, a.name AS account_name
FROM customer.customer c LEFT JOIN customer.account a ON a.id = c.account
WHERE c.part_of IS NULL;
-- Whose each profile is.
CREATE VIEW customer.profile AS
SELECT id AS profile, head
FROM customer.customer;
