-- Consumer groups that callers of the API defined. The settings have the words of the configuration.
CREATE TABLE group_definitions (
    name       text PRIMARY KEY,
    settings   jsonb NOT NULL,
    -- What becomes of pending events, once somebody has asked for the deletion; the row goes when it is done.
    deletion   text CHECK (deletion IN ('fail', 'discard')),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- One row, which every change of a definition raises: instances read it often, and the definitions only when it has changed.
-- The row also has changes commit one after the other.
CREATE TABLE group_revision (
    revision bigint NOT NULL
);
INSERT INTO group_revision VALUES (0);

-- A group that was deleted: an instance that has not heard of it must not begin it anew.
ALTER TABLE consumer_groups ADD COLUMN removed_at timestamptz;
