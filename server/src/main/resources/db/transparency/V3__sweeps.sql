-- The search for values of a sensitive kind that lie open from before.
CREATE TABLE transparency.sweep (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text        NOT NULL,
    begun_at    timestamptz NOT NULL,
    finished_at timestamptz
);
CREATE INDEX sweep_open ON transparency.sweep (id) WHERE finished_at IS NULL;

-- How far it is at each place.
CREATE TABLE transparency.sweep_place (
    sweep       bigint NOT NULL REFERENCES transparency.sweep,
    place       text   NOT NULL,
    position    text   NOT NULL DEFAULT '',
    looked      bigint NOT NULL DEFAULT 0,
    found       bigint NOT NULL DEFAULT 0,
    share       double precision NOT NULL DEFAULT 0,
    finished_at timestamptz,
    PRIMARY KEY (sweep, place)
);

-- What earlier versions took in openly is looked for once.
INSERT INTO transparency.sweep (kind, begun_at) SELECT DISTINCT kind, now() FROM transparency.sensitive_field;
