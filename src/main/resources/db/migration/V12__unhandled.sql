-- Events that a group logged and that no handler of it took: they may run again once there is one.
ALTER TABLE event_log
    DROP CONSTRAINT event_log_status_check,
    ADD CONSTRAINT event_log_status_check
        CHECK (status IN ('processed', 'unhandled', 'retrying', 'dead', 'discarded')) NOT VALID;

ALTER TABLE event_history
    DROP CONSTRAINT event_history_what_check,
    ADD CONSTRAINT event_history_what_check
        CHECK (what IN ('unhandled', 'failed', 'interrupted', 'dead', 'redriven', 'discarded', 'replayed')) NOT VALID;
