-- What we said we would do. No row is ever changed: what becomes of a promise is a row elsewhere.
CREATE TABLE promise.promise (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The profile under which it was made; whose it is tells customer.profile. Empty for a promise to a company alone.
    customer    bigint,
    account     bigint,
    kind        text        NOT NULL CHECK (kind IN
                    ('refund', 'return', 'delivery', 'call_back', 'answer', 'fix', 'gift', 'other')),
    what        text        NOT NULL,
    -- Up to and with this moment it can be kept in time.
    due         timestamptz NOT NULL,
    -- Where the day was meant when it was said.
    zone        text        NOT NULL,
    review      timestamptz,
    owner       bigint,
    -- Of which branch, team or seller; empty where nobody said.
    branch      text        NOT NULL DEFAULT '',
    channel     text        NOT NULL DEFAULT '',
    -- Where it was said: the interaction in the history, and its words.
    interaction bigint,
    said_at     timestamptz,
    quote       text,
    amount      numeric(19, 4),
    currency    char(3),
    made_at     timestamptz NOT NULL,
    -- member 7, key 3, file, rule.
    made_by     text        NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    -- Who told us, and which one it is there: each is taken once, for ever.
    source      text        NOT NULL,
    reference   text COLLATE "C",
    -- The promise in whose place this one was given, and how many went before.
    instead_of  bigint REFERENCES promise.promise,
    times       smallint    NOT NULL DEFAULT 0,
    CHECK (customer IS NOT NULL OR account IS NOT NULL),
    CHECK ((interaction IS NULL) = (said_at IS NULL)),
    CHECK ((amount IS NULL) = (currency IS NULL))
);
CREATE UNIQUE INDEX promise_once ON promise.promise (source, reference) WHERE reference IS NOT NULL;
CREATE UNIQUE INDEX promise_instead ON promise.promise (instead_of) WHERE instead_of IS NOT NULL;
-- A customer's and an account's promises, and the record by month.
CREATE INDEX promise_customer ON promise.promise (customer, due, id);
CREATE INDEX promise_account ON promise.promise (account, due, id) WHERE account IS NOT NULL;
CREATE INDEX promise_due ON promise.promise (due, id);

-- How a promise ended. It ends once: this key sees to it.
CREATE TABLE promise.ending (
    promise  bigint      PRIMARY KEY REFERENCES promise.promise,
    how      text        NOT NULL CHECK (how IN ('kept', 'kept_late', 'broken', 'withdrawn', 'repromised')),
    -- The moment that counts: when it was kept, not when we were told.
    at       timestamptz NOT NULL,
    ended_at timestamptz NOT NULL DEFAULT now(),
    ended_by text        NOT NULL,
    reason   text,
    CHECK (how <> 'withdrawn' OR reason IS NOT NULL)
);
-- The ledger of what was kept and of what was not, the latest first.
CREATE INDEX ending_kept ON promise.ending (at DESC, promise DESC) WHERE how IN ('kept', 'kept_late');
CREATE INDEX ending_other ON promise.ending (at DESC, promise DESC) WHERE how NOT IN ('kept', 'kept_late');

-- The promises that have not ended: a list of work, and when to look after each of them next.
CREATE TABLE promise.open (
    promise bigint      PRIMARY KEY REFERENCES promise.promise,
    due     timestamptz NOT NULL,
    owner   bigint,
    next_at timestamptz NOT NULL
);
CREATE INDEX open_due ON promise.open (due, promise);
CREATE INDEX open_owner ON promise.open (owner, due, promise);
CREATE INDEX open_next ON promise.open (next_at);

-- What was noticed about an open promise, each once: look at it, it is nearly due, its moment passed, tell the manager.
CREATE TABLE promise.notice (
    promise bigint      NOT NULL REFERENCES promise.promise,
    step    text        NOT NULL CHECK (step IN ('review', 'warning', 'due', 'escalation')),
    -- The moment that it is about, and when it was noticed.
    at      timestamptz NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (promise, step)
);
