-- Files that were brought in, and what came of them.
CREATE TABLE intake.import (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind           text        NOT NULL CHECK (kind IN ('orders', 'customers', 'interactions')),
    file_name      text        NOT NULL,
    -- What was corrected in the guess: ["date=Bestelldatum", …].
    corrections    jsonb       NOT NULL DEFAULT '[]',
    -- The name of its folder on the machine that took it.
    folder         uuid        NOT NULL,
    brought_at     timestamptz NOT NULL,
    started_at     timestamptz,
    finished_at    timestamptz,
    failed_at      timestamptz,
    why            text,
    bytes_total    bigint      NOT NULL DEFAULT 0,
    bytes_read     bigint      NOT NULL DEFAULT 0,
    parts_total    int         NOT NULL DEFAULT 0,
    parts_taken    int         NOT NULL DEFAULT 0,
    rows_read      bigint      NOT NULL DEFAULT 0,
    rows_stored    bigint      NOT NULL DEFAULT 0,
    rows_duplicate bigint      NOT NULL DEFAULT 0,
    rows_refused   bigint      NOT NULL DEFAULT 0,
    interactions   bigint      NOT NULL DEFAULT 0,
    customers      bigint      NOT NULL DEFAULT 0,
    -- [{"why": …, "rows": …}], the most frequent first.
    reasons        jsonb       NOT NULL DEFAULT '[]',
    -- The first refused rows: [{"line": …, "column": …, "value": …, "why": …}].
    refused        jsonb       NOT NULL DEFAULT '[]',
    CHECK (failed_at IS NULL OR why IS NOT NULL),
    CHECK (finished_at IS NULL OR rows_read = rows_stored + rows_duplicate + rows_refused)
);
CREATE INDEX import_unfinished ON intake.import (id) WHERE finished_at IS NULL AND failed_at IS NULL;
