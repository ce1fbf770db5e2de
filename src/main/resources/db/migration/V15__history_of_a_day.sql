-- How groups and event types did in each minute of the last day. Each instance adds what it counted; of what all instances see
-- alike, the highest value of the minute stays.
CREATE TABLE type_minutes (
    at            timestamptz NOT NULL,
    group_name    text NOT NULL,
    event_type    text NOT NULL,
    processed     bigint NOT NULL,
    failed        bigint NOT NULL,
    dead          bigint NOT NULL,
    waited_millis bigint NOT NULL,
    slowest_millis bigint NOT NULL,
    runs          bigint NOT NULL,
    ran_micros    bigint NOT NULL,
    PRIMARY KEY (at, group_name, event_type)
);
CREATE TABLE group_minutes (
    at             timestamptz NOT NULL,
    stream         text NOT NULL,
    group_name     text NOT NULL,
    lag            bigint,
    lag_millis     bigint,
    pending        bigint,
    pending_millis bigint,
    dead_letters   bigint,
    PRIMARY KEY (at, stream, group_name)
);
