-- How often we ask customers for something, and at which hours not; the newest row holds.
CREATE TABLE channel.manners (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    most        int         NOT NULL CHECK (most BETWEEN 0 AND 100),
    days        int         NOT NULL CHECK (days BETWEEN 1 AND 366),
    quiet_from  time        NOT NULL,
    quiet_until time        NOT NULL,
    changed_by  text        NOT NULL,
    changed_at  timestamptz NOT NULL
);

-- What we asked of whom, or are about to ask.
CREATE TABLE channel.goodwill (
    departure bigint PRIMARY KEY REFERENCES channel.departure ON DELETE CASCADE,
    customer  bigint      NOT NULL,
    at        timestamptz NOT NULL
);
CREATE INDEX goodwill_customer ON channel.goodwill (customer, at);

-- Links with which a customer ends one purpose on one channel, by their digest: what the message was about says whose.
CREATE TABLE channel.unsubscribe (
    hash      bytea PRIMARY KEY,
    departure bigint      NOT NULL REFERENCES channel.departure ON DELETE CASCADE,
    made_at   timestamptz NOT NULL,
    used_at   timestamptz
);
CREATE INDEX unsubscribe_departure ON channel.unsubscribe (departure);

-- Texts that are written once and sent often.
CREATE TABLE channel.template (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL,
    medium     text        NOT NULL,
    subject    text        NOT NULL,
    text       text        NOT NULL,
    changed_by bigint      NOT NULL,
    changed_at timestamptz NOT NULL,
    ended_at   timestamptz
);
CREATE UNIQUE INDEX template_name ON channel.template (lower(name)) WHERE ended_at IS NULL;
