-- Whose people write from a domain: confirmed by one of us. Who names no company himself belongs to that account.
CREATE TABLE customer.domain (
    domain       text COLLATE "C" PRIMARY KEY CHECK (domain = lower(domain)),
    account      bigint      NOT NULL REFERENCES customer.account,
    member       bigint      NOT NULL,
    confirmed_at timestamptz NOT NULL
);
CREATE INDEX domain_account ON customer.domain (account);
-- Who writes from a domain.
CREATE INDEX handle_domain ON customer.handle (split_part(value, '@', 2), customer) WHERE kind = 'email';
-- The list of accounts, and its keyset pages.
CREATE INDEX account_name ON customer.account (lower(name) COLLATE "C", id);
