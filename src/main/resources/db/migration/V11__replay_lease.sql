-- One instance at a time works on a replay, for as long as its lease is renewed; and it ends where the events ended when it
-- was started: an entry id for a stream, a row for the event log.
ALTER TABLE replays
    ADD COLUMN end_position text,
    ADD COLUMN lease_owner text,
    ADD COLUMN lease_until timestamptz;
UPDATE replays SET end_position = CASE source WHEN 'stream' THEN coalesce(range_to, '+')
    ELSE (SELECT coalesce(max(id), 0)::text FROM event_log) END;
ALTER TABLE replays ALTER COLUMN end_position SET NOT NULL;
