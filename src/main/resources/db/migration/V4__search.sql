-- Payloads as text, to be searched: a trigram index costs ten times what the row itself does, so they are written in the
-- background (EventTexts), up to the position; what is above it is read as it is.
CREATE TABLE event_text (
    id      bigint PRIMARY KEY,
    payload text NOT NULL
);
CREATE TABLE event_text_position (
    id bigint NOT NULL
);
INSERT INTO event_text_position VALUES (0);

-- pg_trgm comes with PostgreSQL, and the owner of a database may create it. Where it cannot be, nothing is written, and a
-- search reads the whole event log.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX event_text_payload_idx ON event_text USING gin (payload gin_trgm_ops);
EXCEPTION
    WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
        RAISE WARNING 'Text in payloads is searched without an index: %', SQLERRM;
END $$;

-- Searches by time want the newest first; a range index cannot tell them.
DROP INDEX event_log_created_at_idx;
CREATE INDEX event_log_created_at_idx ON event_log (created_at, id);
