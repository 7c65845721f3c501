-- Who has left keeps his number and name, for what he did; nothing that lets him in or reaches him stays.
ALTER TABLE team.member
    ALTER COLUMN email DROP NOT NULL,
    ALTER COLUMN password_hash DROP NOT NULL,
    ADD COLUMN removed_at timestamptz,
    ADD CONSTRAINT member_is_whole_or_gone CHECK (
        (removed_at IS NULL AND email IS NOT NULL AND password_hash IS NOT NULL)
        OR (removed_at IS NOT NULL AND email IS NULL AND password_hash IS NULL));

ALTER TABLE team.session
    ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    ADD COLUMN device text NOT NULL DEFAULT 'An unknown device',
    ADD COLUMN seen_at timestamptz NOT NULL DEFAULT 'epoch',
    ADD COLUMN proved_at timestamptz NOT NULL DEFAULT 'epoch';
UPDATE team.session SET seen_at = created_at, proved_at = created_at;
ALTER TABLE team.session ALTER COLUMN seen_at DROP DEFAULT, ALTER COLUMN proved_at DROP DEFAULT;

-- Between the password and the code of the app stands a token of a few minutes.
ALTER TABLE team.link DROP CONSTRAINT link_purpose_check;
ALTER TABLE team.link ADD CONSTRAINT link_purpose_check CHECK (purpose IN ('set-up', 'sign-in', 'second-step'));
CREATE INDEX link_member ON team.link (member);

CREATE TABLE team.invite (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_hash   bytea       NOT NULL UNIQUE,
    role         text        NOT NULL CHECK (role IN ('owner', 'manager', 'member', 'viewer')),
    made_by      bigint      NOT NULL REFERENCES team.member,
    made_at      timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    used_at      timestamptz,
    withdrawn_at timestamptz
);

CREATE TABLE team.branch (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80)
);
CREATE UNIQUE INDEX branch_name ON team.branch (lower(name));

CREATE TABLE team.branch_member (
    branch bigint NOT NULL REFERENCES team.branch ON DELETE CASCADE,
    member bigint NOT NULL REFERENCES team.member,
    PRIMARY KEY (branch, member)
);
CREATE INDEX branch_member_member ON team.branch_member (member);
