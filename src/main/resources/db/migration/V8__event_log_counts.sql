-- How many rows the event log has, by group, status and type, as changes that add up: each statement that writes the event
-- log adds rows of its own here, so that no two transactions wait for each other. EventLogCounts folds them now and then.
CREATE TABLE event_log_counts (
    group_name text NOT NULL,
    status     text NOT NULL,
    event_type text NOT NULL,
    change     bigint NOT NULL
);

CREATE FUNCTION count_event_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO event_log_counts
        SELECT group_name, status, event_type, count(*) FROM added GROUP BY 1, 2, 3;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO event_log_counts
        SELECT group_name, status, event_type, -count(*) FROM removed GROUP BY 1, 2, 3;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO event_log_counts
        SELECT group_name, status, event_type, sum(change) FROM (
            SELECT group_name, status, event_type, 1 AS change FROM added
            UNION ALL SELECT group_name, status, event_type, -1 FROM removed) AS changes
        GROUP BY 1, 2, 3 HAVING sum(change) <> 0;
    ELSE
        DELETE FROM event_log_counts;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER count_inserts AFTER INSERT ON event_log
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_event_log();
CREATE TRIGGER count_deletes AFTER DELETE ON event_log
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_event_log();
CREATE TRIGGER count_updates AFTER UPDATE ON event_log
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_event_log();
CREATE TRIGGER count_truncate AFTER TRUNCATE ON event_log
    FOR EACH STATEMENT EXECUTE FUNCTION count_event_log();

-- The triggers keep writers out until this transaction commits, so nothing is missed and nothing counted twice.
INSERT INTO event_log_counts
SELECT group_name, status, event_type, count(*) FROM event_log GROUP BY 1, 2, 3;
