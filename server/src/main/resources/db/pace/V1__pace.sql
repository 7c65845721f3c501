-- Within how much time what shall happen in which conversations: the first whose conditions hold counts.
CREATE TABLE pace.policy (
    id             integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    place          integer     NOT NULL,
    name           text        NOT NULL,
    -- Empty: whichever.
    media          text[]      NOT NULL DEFAULT '{}',
    priorities     smallint[]  NOT NULL DEFAULT '{}',
    -- Where the customer stands on the loyalty map.
    bands          text[]      NOT NULL DEFAULT '{}',
    -- ours: within our working hours; always: around the clock.
    hours          text        NOT NULL CHECK (hours IN ('ours', 'always')),
    -- Minutes; empty where none is set.
    first_response integer CHECK (first_response BETWEEN 1 AND 525600),
    next_response  integer CHECK (next_response BETWEEN 1 AND 525600),
    resolution     integer CHECK (resolution BETWEEN 1 AND 525600),
    changed_by     text        NOT NULL,
    changed_at     timestamptz NOT NULL DEFAULT now(),
    -- What was measured by it stays measured by it.
    ended_at       timestamptz
);
INSERT INTO pace.policy (place, name, hours, first_response, next_response, resolution, changed_by)
VALUES (1, 'Everybody', 'ours', 240, 480, NULL, 'setup');

-- The clocks of each conversation, read off what happened in it whenever something does.
CREATE TABLE pace.clock (
    conversation bigint      NOT NULL,
    target       text        NOT NULL CHECK (target IN ('first_response', 'next_response', 'resolution')),
    number       integer     NOT NULL,
    policy       integer     NOT NULL REFERENCES pace.policy,
    began        timestamptz NOT NULL,
    -- Empty while it stands still or where no time is set.
    due          timestamptz,
    -- When a quarter of its time is left.
    warn_at      timestamptz,
    -- When it is to be looked at next: then, when it runs out, never.
    next_at      timestamptz,
    ended        timestamptz,
    -- Seconds on the wall, and in working hours, until it ended or last stood still.
    passed       bigint      NOT NULL,
    worked       bigint      NOT NULL,
    result       text        NOT NULL CHECK (result IN ('running', 'standing', 'met', 'missed', 'closed', 'unset')),
    -- For whom the report tells it apart.
    medium       text        NOT NULL,
    priority     smallint    NOT NULL,
    branch       bigint,
    member       bigint,
    PRIMARY KEY (conversation, target, number)
);
-- What is looked at next, and what runs out next.
CREATE INDEX clock_next ON pace.clock (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX clock_due ON pace.clock (due) WHERE due IS NOT NULL;
-- The report.
CREATE INDEX clock_began ON pace.clock (began);

-- Whom we warned of what: once for each due moment, also when the clock is read anew.
CREATE TABLE pace.warning (
    conversation bigint      NOT NULL,
    target       text        NOT NULL,
    number       integer     NOT NULL,
    step         text        NOT NULL CHECK (step IN ('soon', 'missed')),
    at           timestamptz NOT NULL,
    PRIMARY KEY (conversation, target, number, step)
);

-- By when we said that a customer hears from us again, news or none. The promise itself stands in its ledger.
CREATE TABLE pace.next_word (
    promise      bigint      PRIMARY KEY,
    conversation bigint      NOT NULL,
    due          timestamptz NOT NULL,
    -- The message by which he was told; empty where he was not.
    told_in      bigint,
    made_at      timestamptz NOT NULL,
    made_by      bigint      NOT NULL,
    kept_at      timestamptz
);
CREATE INDEX next_word_conversation ON pace.next_word (conversation) WHERE kept_at IS NULL;
