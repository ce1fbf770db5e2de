-- Ids that callers chose for their events, so that a repeated call gets the first answer and another event under the same id
-- is refused. A row is written in the transaction that keeps the event, and removed after streams.idempotency.window.
CREATE TABLE publication_ids (
    event_id   uuid NOT NULL,
    stream     text NOT NULL,
    -- Fingerprint of what the caller asked for.
    content    text NOT NULL,
    -- What the caller was answered, as JSON; only where it cannot be made again from the event.
    answer     text,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (event_id, stream)
);
CREATE INDEX publication_ids_created_at_idx ON publication_ids (created_at);
