-- What the other side said of a message before we knew what it is called there; kept for an hour at most.
CREATE TABLE channel.early_receipt (
    connection  int         NOT NULL REFERENCES channel.connection,
    external_id text        NOT NULL CHECK (length(external_id) <= 1000),
    state       text        NOT NULL CHECK (state IN ('delivered', 'read', 'failed')),
    why         text        NOT NULL,
    at          timestamptz NOT NULL,
    came_at     timestamptz NOT NULL,
    PRIMARY KEY (connection, external_id, state)
);
CREATE INDEX early_receipt_came ON channel.early_receipt (came_at);
