-- A matter with a customer, over one or several threads, and how it stands now. How it came to stand so is told by its
-- messages and happenings.
CREATE TABLE conversation.conversation (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The conversation that it was put into, directly or by way of others; empty where it stands for itself.
    merged_into    bigint REFERENCES conversation.conversation ON DELETE SET NULL,
    -- The profile that it began with; whose it is tells customer.profile.
    customer       bigint      NOT NULL,
    subject        text        NOT NULL,
    status         text        NOT NULL CHECK (status IN ('open', 'pending', 'snoozed', 'resolved')),
    -- Until when; empty while it is snoozed until the next reply.
    snoozed_until  timestamptz,
    priority       smallint    NOT NULL DEFAULT 1 CHECK (priority BETWEEN 0 AND 3),
    labels         text[]      NOT NULL DEFAULT '{}',
    assignee       bigint,
    branch         bigint,
    -- Of its latest public message.
    medium         text        NOT NULL,
    last_at        timestamptz NOT NULL,
    last_words     text        NOT NULL DEFAULT '',
    last_kind      text        NOT NULL DEFAULT 'in',
    -- A message of ours did not go out, and nobody has answered to that yet.
    failed         boolean     NOT NULL DEFAULT false,
    created_at     timestamptz NOT NULL,
    -- The clock, worked out anew from messages and happenings whenever one is added.
    asked_at       timestamptz,
    first_reply_at timestamptz,
    waiting_since  timestamptz,
    resolved_at    timestamptz,
    transfers      integer     NOT NULL DEFAULT 0,
    reopened       integer     NOT NULL DEFAULT 0,
    switches       integer     NOT NULL DEFAULT 0,
    CHECK (status = 'snoozed' OR snoozed_until IS NULL),
    CHECK (merged_into <> id)
);
CREATE INDEX conversation_status ON conversation.conversation (status, last_at DESC, id DESC)
    WHERE merged_into IS NULL;
CREATE INDEX conversation_assignee ON conversation.conversation (assignee, status, last_at DESC, id DESC)
    WHERE merged_into IS NULL AND assignee IS NOT NULL;
CREATE INDEX conversation_unassigned ON conversation.conversation (last_at DESC, id DESC)
    WHERE merged_into IS NULL AND assignee IS NULL AND status = 'open';
CREATE INDEX conversation_waiting ON conversation.conversation (waiting_since, id)
    WHERE merged_into IS NULL AND waiting_since IS NOT NULL;
CREATE INDEX conversation_snoozed ON conversation.conversation (snoozed_until)
    WHERE merged_into IS NULL AND status = 'snoozed' AND snoozed_until IS NOT NULL;
CREATE INDEX conversation_failed ON conversation.conversation (last_at DESC, id DESC)
    WHERE merged_into IS NULL AND failed;
CREATE INDEX conversation_customer ON conversation.conversation (customer, last_at DESC);
CREATE INDEX conversation_merged ON conversation.conversation (merged_into) WHERE merged_into IS NOT NULL;
-- For reports: what was first asked when.
CREATE INDEX conversation_asked ON conversation.conversation (asked_at) WHERE asked_at IS NOT NULL;

-- The threads of a conversation, as the channels know them. Never rewritten when conversations are merged.
CREATE TABLE conversation.thread (
    thread       bigint PRIMARY KEY,
    conversation bigint NOT NULL REFERENCES conversation.conversation ON DELETE CASCADE
);
CREATE INDEX thread_conversation ON conversation.thread (conversation);

-- What was said: by the customer, by us, or among us. The words of the first two lie with the channel.
CREATE TABLE conversation.message (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Where it came in: merging rewrites nothing, so that it can be taken back exactly.
    conversation bigint      NOT NULL REFERENCES conversation.conversation ON DELETE CASCADE,
    -- The profile it is from or to.
    customer     bigint      NOT NULL,
    thread       bigint,
    at           timestamptz NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('in', 'out', 'note', 'automatic')),
    medium       text        NOT NULL,
    -- Who of us wrote it, where we know, and what he is called where he is no member.
    member       bigint,
    author       text        NOT NULL DEFAULT '',
    arrival      bigint,
    departure    bigint,
    -- Of a note.
    text         text,
    -- Why it did not go out.
    failed       text,
    written_at   timestamptz NOT NULL DEFAULT now(),
    -- Without accents and signs, folded by us: the configuration of the server does not matter.
    words        tsvector    NOT NULL,
    CHECK ((kind = 'note') = (text IS NOT NULL))
);
CREATE INDEX message_conversation ON conversation.message (conversation, at, id);
CREATE INDEX message_customer ON conversation.message (customer);
CREATE UNIQUE INDEX message_arrival ON conversation.message (arrival) WHERE arrival IS NOT NULL;
CREATE UNIQUE INDEX message_departure ON conversation.message (departure) WHERE departure IS NOT NULL;
CREATE INDEX message_words ON conversation.message USING gin (words);

-- What became of a conversation, with who and when. Never rewritten; what was undone says so.
CREATE TABLE conversation.happening (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation bigint      NOT NULL REFERENCES conversation.conversation ON DELETE CASCADE,
    at           timestamptz NOT NULL,
    -- member 7, customer, clock, key 3, rule, file.
    by           text        NOT NULL,
    what         text        NOT NULL CHECK (what IN ('opened', 'status', 'assignee', 'branch', 'priority', 'labelled',
                     'unlabelled', 'merged', 'unmerged', 'failed')),
    was          text        NOT NULL DEFAULT '',
    became       text        NOT NULL DEFAULT '',
    -- What was done in one go, and is undone in one go.
    act          bigint,
    undone_at    timestamptz
);
CREATE INDEX happening_conversation ON conversation.happening (conversation, at, id);
CREATE INDEX happening_act ON conversation.happening (act) WHERE act IS NOT NULL;
CREATE SEQUENCE conversation.act;

-- Which conversation was put into which, and how the latter stood before: what is taken back is as it was.
CREATE TABLE conversation.merge (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation  bigint      NOT NULL REFERENCES conversation.conversation ON DELETE CASCADE,
    target        bigint      NOT NULL REFERENCES conversation.conversation ON DELETE CASCADE,
    at            timestamptz NOT NULL,
    by            text        NOT NULL,
    status_was    text        NOT NULL,
    until_was     timestamptz,
    status_became text        NOT NULL,
    -- What the other did not have before.
    labels        text[]      NOT NULL,
    act           bigint      NOT NULL,
    undone_at     timestamptz
);
CREATE UNIQUE INDEX merge_standing ON conversation.merge (conversation) WHERE undone_at IS NULL;
CREATE INDEX merge_into ON conversation.merge (target) WHERE undone_at IS NULL;

-- Who was named in a note, until he has seen it.
CREATE TABLE conversation.mention (
    message      bigint NOT NULL REFERENCES conversation.message ON DELETE CASCADE,
    member       bigint NOT NULL,
    conversation bigint NOT NULL,
    seen_at      timestamptz,
    PRIMARY KEY (message, member)
);
CREATE INDEX mention_unseen ON conversation.mention (member, message DESC) WHERE seen_at IS NULL;
CREATE INDEX mention_member ON conversation.mention (member, message DESC);

-- What a member was about to say.
CREATE TABLE conversation.draft (
    member       bigint      NOT NULL,
    conversation bigint      NOT NULL REFERENCES conversation.conversation ON DELETE CASCADE,
    kind         text        NOT NULL CHECK (kind IN ('reply', 'note')),
    text         text        NOT NULL,
    at           timestamptz NOT NULL,
    PRIMARY KEY (member, conversation, kind)
);
CREATE INDEX draft_conversation ON conversation.draft (conversation);

CREATE TABLE conversation.canned (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code       text        NOT NULL UNIQUE,
    text       text        NOT NULL,
    changed_by text        NOT NULL,
    changed_at timestamptz NOT NULL
);

-- A list of the inbox that somebody keeps: his own, or everybody's where no member is named.
CREATE TABLE conversation.view (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    member  bigint,
    name    text        NOT NULL,
    query   text        NOT NULL,
    made_by bigint      NOT NULL,
    made_at timestamptz NOT NULL
);
CREATE INDEX view_member ON conversation.view (member);

CREATE TABLE conversation.label (
    name text PRIMARY KEY
);
INSERT INTO conversation.label (name) VALUES ('complaint'), ('question'), ('praise');

-- Who takes new conversations at present, and who got one last.
CREATE TABLE conversation.taking (
    member  bigint      PRIMARY KEY,
    since   timestamptz NOT NULL,
    last_at timestamptz
);
