-- An address of another program that wants to hear what happens here.
CREATE TABLE webhook.endpoint (
    id            int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          text        NOT NULL,
    url           text        NOT NULL,
    types         text[]      NOT NULL,
    secret        bytea       NOT NULL,
    -- Signs beside the new one until then.
    old_secret    bytea,
    old_until     timestamptz,
    made_at       timestamptz NOT NULL,
    failing_since timestamptz,
    disabled_at   timestamptz,
    disabled_why  text,
    ended_at      timestamptz
);

-- What happened, as it is told: one row for each happening that somebody wanted to hear of.
CREATE TABLE webhook.event (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name     text        NOT NULL UNIQUE,
    -- What it was: an interaction, a movement of a profile, a test.
    source   text        NOT NULL UNIQUE,
    type     text        NOT NULL,
    customer bigint,
    at       timestamptz NOT NULL,
    body     text        NOT NULL,
    made_at  timestamptz NOT NULL
);
CREATE INDEX event_customer ON webhook.event (customer) WHERE customer IS NOT NULL;
CREATE INDEX event_made ON webhook.event (made_at);

CREATE TABLE webhook.delivery (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event      bigint      NOT NULL REFERENCES webhook.event ON DELETE CASCADE,
    endpoint   int         NOT NULL REFERENCES webhook.endpoint,
    state      text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'delivered', 'failed')),
    due_at     timestamptz NOT NULL,
    tries      int         NOT NULL DEFAULT 0,
    why        text        NOT NULL DEFAULT '',
    changed_at timestamptz NOT NULL,
    UNIQUE (event, endpoint)
);
CREATE INDEX delivery_due ON webhook.delivery (endpoint, due_at, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX delivery_endpoint ON webhook.delivery (endpoint, id);

-- Every try of it.
CREATE TABLE webhook.attempt (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    delivery bigint      NOT NULL REFERENCES webhook.delivery ON DELETE CASCADE,
    at       timestamptz NOT NULL,
    said     text        NOT NULL
);
CREATE INDEX attempt_delivery ON webhook.attempt (delivery, id);

-- How far we followed; what happened before there were webhooks is not told.
CREATE TABLE webhook.place (
    history_tx  xid8   NOT NULL,
    history_id  bigint NOT NULL,
    movement_tx xid8   NOT NULL
);
INSERT INTO webhook.place (history_tx, history_id, movement_tx)
SELECT pg_snapshot_xmin(pg_current_snapshot()), 0, pg_snapshot_xmin(pg_current_snapshot());
