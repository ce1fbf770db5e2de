package io.redisstreams.consume;

import io.redisstreams.fault.ErrorReport;
import io.redisstreams.group.GroupSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** A store that PostgreSQL is away from when a failure is to be written, so often. */
class FlakyStore extends RetryStore {
    private final RetryStore store;
    private final int outage;
    int failures;

    FlakyStore(RetryStore store, int outage) {
        super(null, null);
        this.store = store;
        this.outage = outage;
    }

    @Override
    OptionalLong nextBytes(GroupSettings group) throws SQLException {
        return store.nextBytes(group);
    }

    @Override
    Optional<Due> take(GroupSettings group, String consumer) throws SQLException {
        return store.take(group, consumer);
    }

    @Override
    boolean lock(Due due) throws SQLException {
        return store.lock(due);
    }

    @Override
    void done(Due due) throws SQLException {
        store.done(due);
    }

    @Override
    void again(GroupSettings group, Due due, Duration after, ErrorReport error) throws SQLException {
        fail();
        store.again(group, due, after, error);
    }

    @Override
    void interrupted(GroupSettings group, Due due, Duration after, ErrorReport error) throws SQLException {
        fail();
        store.interrupted(group, due, after, error);
    }

    @Override
    void dead(GroupSettings group, Due due, int attempts, ErrorReport error) throws SQLException {
        fail();
        store.dead(group, due, attempts, error);
    }

    private void fail() throws SQLException {
        if (failures < outage) {
            failures++;
            throw new SQLException("This connection has been closed.", "08003");
        }
    }
}
