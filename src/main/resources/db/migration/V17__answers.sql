-- What an endpoint answered: status, the beginning of the body, and the milliseconds of the call. A row has the last answer, the
-- history those of the attempts that failed.
ALTER TABLE event_log ADD COLUMN answer jsonb;
ALTER TABLE event_history ADD COLUMN answer jsonb;
CREATE INDEX event_log_answer_idx ON event_log (group_name, id) WHERE answer IS NOT NULL;
