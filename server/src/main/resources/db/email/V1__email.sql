-- Up to where a folder was read. It moves in the transaction that keeps what was read.
CREATE TABLE email.folder (
    connection   int         NOT NULL,
    name         text        NOT NULL,
    uid_validity bigint      NOT NULL,
    last_uid     bigint      NOT NULL,
    moved_at     timestamptz NOT NULL,
    PRIMARY KEY (connection, name)
);

-- Which mail bears a name (Message-ID) rightly: the first that came. Another one under the same name is kept under
-- another, so that nobody keeps a mail from us by using its name before.
CREATE TABLE email.named (
    connection int   NOT NULL,
    name       bytea NOT NULL CHECK (length(name) = 16),
    likeness   text  NOT NULL,
    PRIMARY KEY (connection, name)
);

-- Which of several servers watches a mailbox.
CREATE TABLE email.lease (
    connection int PRIMARY KEY,
    holder     uuid        NOT NULL,
    until      timestamptz NOT NULL
);

-- How many mails went to an address that no person wrote, by hour and day.
CREATE TABLE email.spent (
    scope    text        NOT NULL,
    began_at timestamptz NOT NULL,
    mails    int         NOT NULL,
    PRIMARY KEY (scope, began_at)
);
