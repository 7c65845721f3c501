-- What a customer publishes himself, and how it went when we called it last.
CREATE TABLE feed.feed (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer bigint      NOT NULL,
    url      text        NOT NULL CHECK (length(url) <= 2000),
    -- What it calls itself.
    title    text        NOT NULL DEFAULT '',
    -- By which the site says that nothing is new.
    etag     text,
    modified text,
    failures int         NOT NULL DEFAULT 0,
    trouble  text,
    added_by bigint      NOT NULL,
    added_at timestamptz NOT NULL,
    last_at  timestamptz,
    next_at  timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX feed_customer ON feed.feed (customer);
CREATE UNIQUE INDEX feed_once ON feed.feed (customer, url) WHERE ended_at IS NULL;
CREATE INDEX feed_next ON feed.feed (next_at) WHERE ended_at IS NULL;
