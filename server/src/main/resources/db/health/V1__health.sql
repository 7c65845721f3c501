-- Each scoring of everybody: what was learned, and how well it did on the firm's own past.
CREATE TABLE health.run (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    as_of        date        NOT NULL,
    horizon_days int         NOT NULL,
    zone         text        NOT NULL,
    currency     char(3)     NOT NULL,
    finished_at  timestamptz NOT NULL,
    -- What it takes to score whoever brings something new.
    outlook      jsonb       NOT NULL,
    -- How the candidates did at the check; null where nothing could be checked. The notes say why.
    proof        jsonb,
    notes        jsonb       NOT NULL
);

-- How far we have followed the history: every transaction before this one is counted.
CREATE TABLE health.follower (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    tx  xid8    NOT NULL
);

-- What the front page says, kept with every change so that nobody counts a million rows to open it.
CREATE TABLE health.total (
    band         text PRIMARY KEY,
    customers    bigint         NOT NULL,
    yearly_value numeric(19, 2) NOT NULL,
    at_risk      numeric(19, 2) NOT NULL
);
CREATE TABLE health.pail (
    month     date           NOT NULL,
    way       text           NOT NULL,
    customers bigint         NOT NULL,
    value     numeric(19, 2) NOT NULL,
    PRIMARY KEY (month, way)
);

-- Everybody is scored into new tables that then take the place of the old ones, so that readers never see half and no
-- dead rows stay behind. These two functions are the only place that knows how the tables look.
CREATE FUNCTION health.begin_tables() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- How each customer with a known past stands now.
    CREATE TABLE health.standing_next (
        customer        bigint         NOT NULL,
        run             bigint         NOT NULL,
        scored_at       timestamptz    NOT NULL,
        as_of           date           NOT NULL,
        band            text           NOT NULL CHECK (band IN ('in_touch', 'cooling', 'losing_touch', 'gone_quiet')),
        -- The probability of at least one purchase within the horizon, now and thirty days ago.
        staying         float8         NOT NULL,
        staying_before  float8,
        orders          int            NOT NULL,
        first_at        date           NOT NULL,
        last_at         date           NOT NULL,
        expected_orders float8         NOT NULL,
        expected_value  numeric(19, 2) NOT NULL,
        yearly_value    numeric(19, 2) NOT NULL,
        at_risk         numeric(19, 2) NOT NULL,
        -- Whom to attend to first: what is at risk, times how sure we are; zero for whom nothing is to be done.
        attention       float8         NOT NULL,
        -- [{"label": …, "weight": …}], the strongest first.
        reasons         jsonb          NOT NULL
    );
    -- The pail of the last two years: who came in, fell silent, came back.
    CREATE TABLE health.movement_next (
        month    date           NOT NULL,
        way      text           NOT NULL CHECK (way IN ('in', 'out', 'back')),
        customer bigint         NOT NULL,
        value    numeric(19, 2) NOT NULL
    );
END $$;

CREATE FUNCTION health.publish_tables() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    ALTER TABLE health.standing_next ADD PRIMARY KEY (customer);
    -- One index for each order of the Customers page, whole and within a band.
    CREATE INDEX ON health.standing_next (staying, customer);
    CREATE INDEX ON health.standing_next (last_at, customer);
    CREATE INDEX ON health.standing_next (yearly_value, customer);
    CREATE INDEX ON health.standing_next (at_risk, customer);
    CREATE INDEX ON health.standing_next (band, staying, customer);
    CREATE INDEX ON health.standing_next (band, last_at, customer);
    CREATE INDEX ON health.standing_next (band, yearly_value, customer);
    CREATE INDEX ON health.standing_next (band, at_risk, customer);
    -- Today.
    CREATE INDEX ON health.standing_next (attention DESC, customer) WHERE attention > 0;
    ALTER TABLE health.movement_next ADD PRIMARY KEY (month, way, customer);
    CREATE INDEX ON health.movement_next (customer);
    ANALYZE health.standing_next;
    ANALYZE health.movement_next;
    DROP TABLE IF EXISTS health.standing, health.movement;
    ALTER TABLE health.standing_next RENAME TO standing;
    ALTER TABLE health.movement_next RENAME TO movement;
END $$;

SELECT health.begin_tables();
SELECT health.publish_tables();
