-- Who published an event, by the name of the caller; null where callers have none.
ALTER TABLE outbox ADD COLUMN publisher text;
ALTER TABLE event_log ADD COLUMN publisher text;
-- How many scheduled events each caller has.
CREATE INDEX outbox_scheduled_by_idx ON outbox (publisher)
    WHERE published_at IS NULL AND deliver_at IS NOT NULL AND publisher IS NOT NULL;
