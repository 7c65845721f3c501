-- Staying and fondness of everybody together: one row for each standing, fondness null for whom nothing is known of.
CREATE FUNCTION health.begin_places() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CREATE TABLE health.place_next (
        customer     bigint         NOT NULL,
        field        text           NOT NULL
            CHECK (field IN ('in_love', 'habit', 'secret_admirer', 'parting', 'unknown')),
        staying      float8         NOT NULL,
        fondness     float8,
        -- How far the fondness moves with the firm's mean.
        pull         float8         NOT NULL,
        yearly_value numeric(19, 2) NOT NULL,
        at_risk      numeric(19, 2) NOT NULL
    );
END $$;

CREATE FUNCTION health.publish_places() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    ALTER TABLE health.place_next ADD PRIMARY KEY (customer);
    -- The list of a field, who brings the most first.
    CREATE INDEX ON health.place_next (field, yearly_value DESC, customer);
    ANALYZE health.place_next;
    DROP TABLE IF EXISTS health.place;
    ALTER TABLE health.place_next RENAME TO place;
END $$;

SELECT health.begin_places();
SELECT health.publish_places();

-- The map in cells of a tenth by a tenth, kept with every change so that nobody counts a million rows to open it.
CREATE TABLE health.map_cell (
    -- 0 to 9.
    staying      int            NOT NULL,
    -- 0 to 9; -1 for those whose fondness is unknown.
    fondness     int            NOT NULL,
    customers    bigint         NOT NULL,
    yearly_value numeric(19, 2) NOT NULL,
    at_risk      numeric(19, 2) NOT NULL,
    -- Sums over the customers: the chance of both, its variance, and how far it moves with the firm's mean.
    loving       float8         NOT NULL,
    variance     float8         NOT NULL,
    slope        float8         NOT NULL,
    PRIMARY KEY (staying, fondness)
);

-- How far the map was drawn: of which scoring and which learning of fondness (0 for none), and until which transaction
-- single feelings were followed.
CREATE TABLE health.map_follower (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    run      bigint NOT NULL,
    learning bigint NOT NULL,
    tx       xid8   NOT NULL
);

-- The map as of the end of each of the last quarters, computed once by what was known then, and from how much.
CREATE TABLE health.quarter (
    day       date        PRIMARY KEY,
    horizon   int         NOT NULL,
    orders    bigint      NOT NULL,
    pieces    bigint      NOT NULL,
    -- By which rule fondness was told: where it changed, who moved cannot be told.
    way       text        NOT NULL,
    drawn_at  timestamptz NOT NULL
);
-- Where each customer stood at the end of a quarter, to be compared with the next one.
CREATE TABLE health.quarter_place (
    day      date   NOT NULL,
    customer bigint NOT NULL,
    field    text   NOT NULL,
    PRIMARY KEY (day, customer) INCLUDE (field)
);
-- How many moved from one field to another between the quarter before and this one.
CREATE TABLE health.quarter_flow (
    day        date   NOT NULL,
    from_field text   NOT NULL,
    to_field   text   NOT NULL,
    customers  bigint NOT NULL,
    PRIMARY KEY (day, from_field, to_field)
);
