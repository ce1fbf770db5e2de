-- Retries and dead letters, which are few among many, are counted every few seconds: from this index alone.
CREATE INDEX event_log_counts_idx ON event_log (group_name, status, attempts, next_attempt_at)
    WHERE status IN ('retrying', 'dead');
