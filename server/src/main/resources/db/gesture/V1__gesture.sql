-- What was decided about a suggested gesture; undoing is a moment, not a deletion.
CREATE TABLE gesture.decision (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer   bigint      NOT NULL,
    gesture    text        NOT NULL,
    answer     text        NOT NULL CHECK (answer IN ('done', 'later', 'not_needed')),
    -- Until then the customer is not suggested again.
    rests_till timestamptz NOT NULL,
    member     bigint      NOT NULL,
    decided_at timestamptz NOT NULL,
    undone_at  timestamptz
);
CREATE INDEX decision_customer ON gesture.decision (customer, rests_till DESC) WHERE undone_at IS NULL;
