-- What the history said of each order, whatever came first: the earliest of a kind under each profile.
CREATE TABLE promise.happening (
    number    text COLLATE "C" NOT NULL,
    what      text        NOT NULL CHECK (what IN ('ordered', 'delivered', 'returned', 'refunded')),
    -- The profile under which it was said.
    customer  bigint      NOT NULL,
    at        timestamptz NOT NULL,
    -- Until when an order was to come.
    estimated text,
    PRIMARY KEY (number, what, customer)
);

-- Up to which interaction the history was looked at.
CREATE TABLE promise.follower (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    tx  xid8   NOT NULL,
    id  bigint NOT NULL
);
INSERT INTO promise.follower (tx, id) VALUES ('0', 0);

-- When we work: one row, whichever its country.
CREATE TABLE promise.calendar (
    one          boolean PRIMARY KEY DEFAULT true CHECK (one),
    working_days int[]  NOT NULL,
    opens        time   NOT NULL,
    closes       time   NOT NULL,
    country      text   NOT NULL,
    region       text   NOT NULL,
    closed_days  date[] NOT NULL
);
INSERT INTO promise.calendar (working_days, opens, closes, country, region, closed_days)
VALUES ('{1,2,3,4,5}', '09:00', '18:00', '', '', '{}');

-- How long we give ourselves, by law or by our own will.
CREATE TABLE promise.preset (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name      text    NOT NULL UNIQUE,
    kind      text    NOT NULL,
    what      text    NOT NULL,
    count     int     NOT NULL CHECK (count BETWEEN 1 AND 10000),
    unit      text    NOT NULL,
    -- The law that says so; empty for our own.
    law       text    NOT NULL DEFAULT '',
    -- The customers' countries for which it starts by itself; the standard one for all others.
    countries text[]  NOT NULL DEFAULT '{}',
    standard  boolean NOT NULL DEFAULT false,
    -- What starts it: a return that arrives, or nothing but a member.
    starts    text    CHECK (starts IN ('return'))
);
CREATE UNIQUE INDEX preset_standard ON promise.preset (starts) WHERE standard;
INSERT INTO promise.preset (name, kind, what, count, unit, law, countries, standard, starts) VALUES
    ('Refund after a return (EU)', 'refund', 'Refund of the return', 14, 'DAYS',
     'Directive 2011/83/EU, art. 13: 14 days; it may wait for the goods or the proof that they were sent',
     '{AT,BE,BG,HR,CY,CZ,DK,EE,FI,FR,DE,GR,HU,IE,IT,LV,LT,LU,MT,NL,PL,PT,RO,SK,SI,ES,SE}', true, 'return'),
    ('Refund after a return (UK)', 'refund', 'Refund of the return', 14, 'DAYS',
     'Consumer Contracts Regulations 2013, reg. 34: 14 days from the goods or the proof that they were sent',
     '{GB,UK}', false, 'return'),
    ('Refund (US)', 'refund', 'Refund of the return', 7, 'WORKING_DAYS',
     '16 CFR 435.1: seven working days', '{US}', false, 'return'),
    ('Acknowledge a complaint', 'answer', 'Acknowledge the complaint', 2, 'WORKING_DAYS', '', '{}', false, NULL),
    ('Final answer to a complaint (UK finance)', 'answer', 'Final answer to the complaint', 8, 'WEEKS',
     'FCA DISP 1.6.2: eight weeks', '{}', false, NULL),
    ('Call back', 'call_back', 'Call back', 1, 'WORKING_DAYS', '', '{}', false, NULL),
    ('Answer a message', 'answer', 'Answer the message', 8, 'WORKING_HOURS', '', '{}', false, NULL);
