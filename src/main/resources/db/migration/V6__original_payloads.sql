-- The payload as it was published, which jsonb does not keep (order, spaces, repeated keys, numbers): retries and replays
-- run from it. payload_bytes instead, where it is no text that PostgreSQL can hold. Both are null in older rows.
-- What the event is about, for handlers that run from the row.
ALTER TABLE event_log
    ADD COLUMN payload_text text,
    ADD COLUMN payload_bytes bytea,
    ADD COLUMN key text;

-- What could not be read was kept as a JSON string, which can be: a redrive would take it for the payload.
UPDATE event_log SET payload_text = payload #>> '{}'
WHERE status IN ('dead', 'retrying', 'discarded') AND jsonb_typeof(payload) = 'string'
  AND (error LIKE '%BadPayloadException: The payload is not JSON%'
    OR error LIKE '%BadPayloadException: The payload is empty%'
    OR error LIKE '%BadPayloadException: The payload holds a number%'
    OR error LIKE '%PayloadException: The payload cannot be stored%');
