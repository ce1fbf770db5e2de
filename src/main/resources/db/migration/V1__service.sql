-- Users: the business data whose changes are published through the outbox.
CREATE TABLE users (
    id         uuid PRIMARY KEY,
    username   text NOT NULL,
    email      text NOT NULL,
    status     text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'suspended')),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX users_username_key ON users (lower(username));
CREATE UNIQUE INDEX users_email_key ON users (lower(email));
CREATE INDEX users_created_at_idx ON users (created_at DESC, id DESC);

-- The audit: what happened to each event in each group. The unique key is what makes an effect happen once: it commits
-- in the transaction of the handler's writes. It leads with event_id, so that it also finds an event in every group;
-- event ids are time-ordered, so that it grows at one end.
CREATE TABLE event_log (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id        uuid NOT NULL,
    stream          text NOT NULL,
    message_id      text NOT NULL,
    event_type      text NOT NULL,
    payload         jsonb NOT NULL,
    user_id         uuid,
    group_name      text NOT NULL,
    consumer        text NOT NULL,
    status          text NOT NULL CHECK (status IN ('processed', 'retrying', 'dead', 'discarded')),
    attempts        integer NOT NULL,
    next_attempt_at timestamptz,
    error           text,
    traceparent     text,
    published_at    timestamptz NOT NULL,
    processed_at    timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT event_log_once UNIQUE (event_id, group_name)
);
CREATE INDEX event_log_due_idx ON event_log (group_name, next_attempt_at) WHERE status = 'retrying';
CREATE INDEX event_log_unfinished_idx ON event_log (status, id) WHERE status <> 'processed';
-- Rows come in order of time, so a range index of a few pages finds the old ones.
CREATE INDEX event_log_created_at_idx ON event_log USING brin (created_at);
CREATE INDEX event_log_user_idx ON event_log (user_id, id) WHERE user_id IS NOT NULL;

-- Events that were accepted in a transaction and go to Redis after it; kept until every group of the stream has them.
CREATE TABLE outbox (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id     uuid NOT NULL,
    stream       text NOT NULL,
    event_type   text NOT NULL,
    payload      text NOT NULL,
    traceparent  text,
    deliver_at   timestamptz,
    created_at   timestamptz NOT NULL,
    published_at timestamptz,
    message_id   text,
    CONSTRAINT outbox_once UNIQUE (event_id, stream)
);
CREATE INDEX outbox_waiting_idx ON outbox (coalesce(deliver_at, created_at)) WHERE published_at IS NULL;
CREATE INDEX outbox_published_idx ON outbox (published_at) WHERE published_at IS NOT NULL;

-- Where each consumer group began, so that it can be created again at the same place, and whether it is paused.
CREATE TABLE consumer_groups (
    name       text PRIMARY KEY,
    stream     text NOT NULL,
    start_id   text NOT NULL,
    paused_at  timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Read models that the handlers build. A completion may come before its creation: what the creation gives is nullable.
CREATE TABLE tasks (
    id               uuid PRIMARY KEY,
    title            text,
    description      text,
    priority         text CHECK (priority IN ('low', 'medium', 'high')),
    assigned_to      text,
    created_by       text,
    due_date         timestamptz,
    status           text NOT NULL CHECK (status IN ('pending', 'completed')),
    completed_by     text,
    completion_notes text,
    created_at       timestamptz,
    completed_at     timestamptz,
    updated_at       timestamptz NOT NULL
);
CREATE INDEX tasks_assigned_to_idx ON tasks (assigned_to, updated_at DESC);
CREATE INDEX tasks_updated_at_idx ON tasks (updated_at DESC, id DESC);

CREATE TABLE chat_messages (
    id          uuid PRIMARY KEY,
    room_id     text NOT NULL,
    sender_id   text NOT NULL,
    receiver_id text NOT NULL,
    content     text NOT NULL,
    sent_at     timestamptz NOT NULL
);
CREATE INDEX chat_messages_room_idx ON chat_messages (room_id, sent_at DESC, id DESC);

-- What the event log cannot tell of an event by its present state: each failure, and what people decided.
CREATE TABLE event_history (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id   uuid NOT NULL,
    group_name text NOT NULL,
    what       text NOT NULL CHECK (what IN ('failed', 'dead', 'redriven', 'discarded', 'replayed')),
    attempt    integer NOT NULL,
    detail     text,
    at         timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX event_history_event_idx ON event_history (event_id, id);

-- Events of a range handled again, page by page.
CREATE TABLE replays (
    id          uuid PRIMARY KEY,
    stream      text NOT NULL,
    group_name  text NOT NULL,
    source      text NOT NULL CHECK (source IN ('event-log', 'stream')),
    range_from  text,
    range_to    text,
    forced      boolean NOT NULL,
    status      text NOT NULL CHECK (status IN ('running', 'done', 'cancelled')),
    position    text,
    handled     bigint NOT NULL DEFAULT 0,
    skipped     bigint NOT NULL DEFAULT 0,
    failed      bigint NOT NULL DEFAULT 0,
    last_error  text,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz
);
CREATE INDEX replays_running_idx ON replays (created_at) WHERE status = 'running';
