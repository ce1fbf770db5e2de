-- The stack trace of a failed attempt, as far as it belongs to the handler; null where the attempt before has the same error.
ALTER TABLE event_history ADD COLUMN trace text;
