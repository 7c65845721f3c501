CREATE TABLE customer.account (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL,
    key        text        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE customer.customer (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL,
    account    bigint REFERENCES customer.account,
    traits     jsonb       NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX customer_account ON customer.customer (account, id) WHERE account IS NOT NULL;
-- The list by name, and its keyset pages.
CREATE INDEX customer_name ON customer.customer (lower(name) COLLATE "C", id);

-- By which we know somebody: kind is external, email, phone or anonymous; value is normalised.
CREATE TABLE customer.handle (
    kind     text   NOT NULL CHECK (kind IN ('external', 'email', 'phone', 'anonymous')),
    value    text COLLATE "C" NOT NULL,
    customer bigint NOT NULL REFERENCES customer.customer,
    PRIMARY KEY (kind, value)
);
CREATE INDEX handle_customer ON customer.handle (customer);

-- Search as you type: each word of a name or handle, so that a prefix is one range of this index.
CREATE TABLE customer.word (
    word     text COLLATE "C" NOT NULL,
    customer bigint NOT NULL REFERENCES customer.customer,
    PRIMARY KEY (word, customer)
);
-- The further words of a search are looked up without touching the table.
CREATE INDEX word_customer ON customer.word (customer, word);

-- What other modules may read: one row per customer.
CREATE VIEW customer.card AS
SELECT c.id AS customer, c.name, c.account, a.name AS account_name
FROM customer.customer c LEFT JOIN customer.account a ON a.id = c.account;
