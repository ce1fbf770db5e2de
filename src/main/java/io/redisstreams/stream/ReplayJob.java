package io.redisstreams.stream;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.redisstreams.stream.Replay.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Works on replays, page by page. The lock of a replay is PostgreSQL's and ends with the transaction of the page, so one
 * instance works on it at a time and any goes on with it when that one dies: then the page at hand is handled anew.
 */
@ApplicationScoped
class ReplayJob {
    private static final String LOCKED = """
            SELECT position FROM replays
            WHERE id = ?::uuid AND status = 'running' AND pg_try_advisory_xact_lock(hashtextextended(?, 0))""";
    private static final String ADVANCE = """
            UPDATE replays SET position = ?, handled = handled + ?, skipped = skipped + ?, failed = failed + ?,
                last_error = coalesce(?, last_error),
                status = CASE WHEN ? AND status = 'running' THEN 'done' ELSE status END,
                finished_at = CASE WHEN ? AND status = 'running' THEN clock_timestamp() ELSE finished_at END
            WHERE id = ?::uuid""";

    private final AgroalDataSource database;
    private final Replays replays;
    private final ReplayPages pages;
    private final ReplayHandling handling;
    private final Groups groups;
    private final Supervisor supervisor;
    private final StreamsConfig.Consumers config;

    ReplayJob(
            AgroalDataSource database,
            Replays replays,
            ReplayPages pages,
            ReplayHandling handling,
            Groups groups,
            Supervisor supervisor,
            StreamsConfig config) {
        this.database = database;
        this.replays = replays;
        this.pages = pages;
        this.handling = handling;
        this.groups = groups;
        this.supervisor = supervisor;
        this.config = config.consumers();
    }

    void start(@Observes StartupEvent startup, Ticker ticker) {
        if (config.enabled()) {
            ticker.every(Duration.ofMillis(500), "replay", this::runOnce);
        }
    }

    /** Works on all replays that run, one page each. */
    void runOnce() {
        Jobs.forEach(
                replays.running(),
                replay -> groups.find(replay.group()).ifPresent(group -> {
                    while (!supervisor.stopping() && page(replay, group)) {
                        // One page after another, until the last one or until somebody else has it.
                    }
                }));
    }

    private boolean page(Replay replay, GroupSettings group) {
        int seconds = Math.toIntExact(config.transactionTimeout().toSeconds());
        return QuarkusTransaction.requiringNew().timeout(seconds).call(() -> lockedPage(replay, group));
    }

    /** True when there is more to do. */
    private boolean lockedPage(Replay replay, GroupSettings group) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement lock = connection.prepareStatement(LOCKED)) {
            lock.setString(1, replay.id().toString());
            lock.setString(2, replay.id().toString());
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && handle(replay, group, row.getString(1));
            }
        }
    }

    private boolean handle(Replay replay, GroupSettings group, String position) throws SQLException {
        ReplayPages.Page page = pages.read(replay, position);
        Tally tally = new Tally();
        for (Entry entry : page.entries()) {
            if (supervisor.stopping() || cancelled(replay)) {
                return false;
            }
            tally.count(handling.handle(group, entry, replay));
        }
        boolean last = page.entries().size() < ReplayPages.SIZE;
        advance(replay, page.position(), tally, last);
        return !last;
    }

    private boolean cancelled(Replay replay) {
        return replays.find(replay.id())
                .map(now -> now.state() != State.RUNNING)
                .orElse(true);
    }

    private void advance(Replay replay, String position, Tally tally, boolean last) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(ADVANCE)) {
            update.setString(1, position);
            update.setLong(2, tally.handled);
            update.setLong(3, tally.skipped);
            update.setLong(4, tally.failed);
            update.setString(5, tally.error);
            update.setBoolean(6, last);
            update.setBoolean(7, last);
            update.setString(8, replay.id().toString());
            update.executeUpdate();
        }
    }

    private static final class Tally {
        private long handled;
        private long skipped;
        private long failed;
        private String error;

        void count(ReplayHandling.Outcome outcome) {
            switch (outcome.kind()) {
                case HANDLED -> handled++;
                case SKIPPED -> skipped++;
                case FAILED -> {
                    failed++;
                    error = outcome.error();
                }
            }
        }
    }
}
