-- What an event is about: the events of one key are published in the order of their ids. And until when the instance that
-- wrote a row has it for itself, to publish it right after its commit; null when it does not, because the event is
-- scheduled or an earlier one of its key is not in Redis yet. The default leaves rows of an older version to their writers.
ALTER TABLE outbox
    ADD COLUMN key text,
    ADD COLUMN held_until timestamptz DEFAULT now() + interval '2 seconds';

-- What the sweep looks for: first what is due since its commit, in order, then what was scheduled.
DROP INDEX outbox_waiting_idx;
CREATE INDEX outbox_waiting_idx ON outbox (coalesce(deliver_at, '-infinity'::timestamptz), id) WHERE published_at IS NULL;
CREATE INDEX outbox_key_idx ON outbox (stream, key, id)
    WHERE published_at IS NULL AND deliver_at IS NULL AND key IS NOT NULL;
