-- Each scoring of everybody: which model won, its parameters, and how well it did on the firm's own past.
CREATE TABLE health.run (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    as_of        timestamptz NOT NULL,
    horizon_days int         NOT NULL,
    finished_at  timestamptz NOT NULL,
    -- The last interaction that was counted: what is newer is rescored by itself.
    seen         bigint      NOT NULL,
    model        text        NOT NULL,
    parameters   jsonb       NOT NULL,
    proof        jsonb       NOT NULL
);

-- How each customer with a known past stands now.
CREATE TABLE health.standing (
    customer        bigint PRIMARY KEY,
    run             bigint         NOT NULL REFERENCES health.run,
    scored_at       timestamptz    NOT NULL,
    band            text           NOT NULL CHECK (band IN ('in_touch', 'cooling', 'losing_touch', 'gone_quiet')),
    -- The probability of at least one purchase within the horizon, now and thirty days ago.
    staying         real           NOT NULL,
    staying_before  real,
    orders          int            NOT NULL,
    first_at        date           NOT NULL,
    last_at         date           NOT NULL,
    expected_orders real           NOT NULL,
    expected_value  numeric(19, 2) NOT NULL,
    yearly_value    numeric(19, 2) NOT NULL,
    at_risk         numeric(19, 2) NOT NULL,
    -- Whom to attend to first: what is at risk, times how sure we are; zero for whom nothing is to be done.
    attention       real           NOT NULL,
    -- [{"label": …, "weight": …}], the strongest first.
    reasons         jsonb          NOT NULL
);
-- One index for each order of the Customers page, whole and within a band.
CREATE INDEX standing_staying ON health.standing (staying, customer);
CREATE INDEX standing_last ON health.standing (last_at, customer);
CREATE INDEX standing_value ON health.standing (yearly_value, customer);
CREATE INDEX standing_risk ON health.standing (at_risk, customer);
CREATE INDEX standing_band_staying ON health.standing (band, staying, customer);
CREATE INDEX standing_band_last ON health.standing (band, last_at, customer);
CREATE INDEX standing_band_value ON health.standing (band, yearly_value, customer);
CREATE INDEX standing_band_risk ON health.standing (band, at_risk, customer);
-- Today.
CREATE INDEX standing_attention ON health.standing (attention DESC, customer) WHERE attention > 0;

-- What the front page says, kept with every change so that nobody counts a million rows to open it.
CREATE TABLE health.total (
    band         text PRIMARY KEY,
    customers    bigint         NOT NULL,
    yearly_value numeric(19, 2) NOT NULL,
    at_risk      numeric(19, 2) NOT NULL
);

-- The pail: who came in, fell silent, came back, month by month.
CREATE TABLE health.movement (
    month    date           NOT NULL,
    way      text           NOT NULL CHECK (way IN ('in', 'out', 'back')),
    customer bigint         NOT NULL,
    value    numeric(19, 2) NOT NULL,
    PRIMARY KEY (month, way, customer)
);
CREATE TABLE health.pail (
    month     date           NOT NULL,
    way       text           NOT NULL,
    customers bigint         NOT NULL,
    value     numeric(19, 2) NOT NULL,
    PRIMARY KEY (month, way)
);

-- How far we have followed the history.
CREATE TABLE health.follower (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    seen bigint NOT NULL
);
INSERT INTO health.follower (seen) VALUES (0);
