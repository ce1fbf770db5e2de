-- Runs that a fault of the servers ended since the last attempt: they are no attempts, and their delays grow.
-- Runs that began and whose end nobody recorded: their process died.
ALTER TABLE event_log
    ADD COLUMN interruptions integer NOT NULL DEFAULT 0,
    ADD COLUMN unsettled integer NOT NULL DEFAULT 0;

ALTER TABLE event_history
    DROP CONSTRAINT event_history_what_check,
    ADD CONSTRAINT event_history_what_check
        CHECK (what IN ('failed', 'interrupted', 'dead', 'redriven', 'discarded', 'replayed'));
