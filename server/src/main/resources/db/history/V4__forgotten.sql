-- Messages that told nothing but who somebody is: what else is kept of somebody is found by his interactions.
CREATE TABLE history.untold (
    customer   bigint NOT NULL,
    source     int    NOT NULL,
    message_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (customer, source, message_id)
);
INSERT INTO history.untold (customer, source, message_id)
SELECT m.customer, m.source, m.message_id
FROM history.message m
WHERE m.customer IS NOT NULL
  AND NOT EXISTS (SELECT FROM history.interaction i WHERE i.source = m.source AND i.message_id = m.message_id);

-- What those who were forgotten did, all of them together: how often and for how much in a year. It tells of nobody.
CREATE TABLE history.forgotten (
    year         int            NOT NULL,
    kind         text           NOT NULL,
    -- Empty where it is not about money.
    currency     text           NOT NULL,
    interactions bigint         NOT NULL,
    amount       numeric(19, 4) NOT NULL,
    PRIMARY KEY (year, kind, currency)
);

-- What other modules may read: the messages kept of a profile, by the beginning of two primary keys.
CREATE VIEW history.kept_message AS
SELECT customer, source, message_id FROM history.interaction
UNION ALL
SELECT customer, source, message_id FROM history.untold;
