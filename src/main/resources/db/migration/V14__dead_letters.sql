-- When a group gave up on an event, and by which redrive it runs again. Rows of an older version may lack the time.
ALTER TABLE event_log
    ADD COLUMN died_at timestamptz,
    ADD COLUMN redrive_id uuid;
UPDATE event_log e SET died_at = (SELECT max(h.at) FROM event_history h
    WHERE h.event_id = e.event_id AND h.group_name = e.group_name AND h.what = 'dead')
WHERE status = 'dead';
CREATE INDEX event_log_died_at_idx ON event_log (coalesce(died_at, created_at), id) WHERE status = 'dead';
CREATE INDEX event_log_redrive_idx ON event_log (redrive_id, status) WHERE redrive_id IS NOT NULL;

-- Dead letters that were redriven together.
CREATE TABLE redrives (
    id      uuid PRIMARY KEY,
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    who     text NOT NULL,
    letters bigint NOT NULL
);
CREATE INDEX redrives_at_idx ON redrives (at);

-- A payload that somebody edited: what it was, and what it became.
ALTER TABLE event_history
    ADD COLUMN payload_before text,
    ADD COLUMN payload_after text,
    DROP CONSTRAINT event_history_what_check,
    ADD CONSTRAINT event_history_what_check CHECK (what IN
        ('failed', 'interrupted', 'dead', 'redriven', 'discarded', 'replayed', 'unhandled', 'edited', 'hurried')) NOT VALID;
