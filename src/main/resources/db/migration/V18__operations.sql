-- Who did what: one row for each action of a person or a machine that changes more than by publishing an event. The row
-- commits with the change.
CREATE TABLE operations (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    who        text NOT NULL,
    action     text NOT NULL,
    -- The group, stream, event or letter; null when the filter says it.
    target     text,
    filter     jsonb,
    affected   bigint NOT NULL,
    reason     text,
    request_id text
);
CREATE INDEX operations_action_idx ON operations (action, id);
CREATE INDEX operations_who_idx ON operations (who, id);

-- Whose decision a step was; null where nobody decided.
ALTER TABLE event_history ADD COLUMN who text;
ALTER TABLE replays ADD COLUMN started_by text;
