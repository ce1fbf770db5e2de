-- Scheduled events are listed in the order of their time, and counted against streams.outbox.max-scheduled.
CREATE INDEX outbox_scheduled_idx ON outbox (deliver_at, id) WHERE published_at IS NULL AND deliver_at IS NOT NULL;
