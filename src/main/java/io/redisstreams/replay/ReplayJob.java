package io.redisstreams.replay;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.group.PausedGroups;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.process.Instance;
import io.redisstreams.process.Jobs;
import io.redisstreams.process.MemoryBudget;
import io.redisstreams.process.MemoryBudget.Grant;
import io.redisstreams.process.Stop;
import io.redisstreams.process.Ticker;
import io.redisstreams.redis.Entry;
import io.redisstreams.replay.ReplayHandling.Outcome;
import io.redisstreams.replay.ReplayLeases.Taken;
import io.redisstreams.replay.ReplayPages.Item;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Works on replays, event by event. One instance works on a replay at a time. When it dies or stops, any instance
 * continues after the last event whose effects were committed.
 */
@ApplicationScoped
class ReplayJob {
    private static final Logger LOG = Logger.getLogger(ReplayJob.class);

    private final Replays replays;
    private final ReplayLeases leases;
    private final ReplayPages pages;
    private final ReplayHandling handling;
    private final Groups groups;
    private final PausedGroups paused;
    private final MemoryBudget budget;
    private final String owner;
    private final boolean enabled;
    private final Stop stop = new Stop();

    ReplayJob(
            Replays replays,
            ReplayLeases leases,
            ReplayPages pages,
            ReplayHandling handling,
            Groups groups,
            PausedGroups paused,
            MemoryBudget budget,
            Instance instance,
            StreamsConfig config) {
        this.replays = replays;
        this.leases = leases;
        this.pages = pages;
        this.handling = handling;
        this.groups = groups;
        this.paused = paused;
        this.budget = budget;
        this.owner = instance.name();
        this.enabled = config.consumers().enabled();
    }

    void start(@Observes StartupEvent startup, Ticker ticker) {
        if (enabled) {
            ticker.every(Duration.ofMillis(500), "replay", this::runOnce);
            ticker.every(ReplayLeases.LEASE.dividedBy(3), "replay-lease", () -> leases.renew(owner));
        }
    }

    void stop(@Observes @Priority(1) ShutdownEvent shutdown) {
        stop.request();
    }

    /** Works on all running replays, one after the other, each to its end. */
    void runOnce() {
        Jobs.forEach(
                replays.running(),
                replay -> groups.find(replay.group())
                        .filter(group -> !halted(group))
                        .ifPresent(group -> work(replay, group)));
    }

    private boolean halted(GroupSettings group) {
        return stop.requested() || paused.contains(group.name());
    }

    private void work(Replay replay, GroupSettings group) {
        Taken taken = leases.take(replay.id(), owner);
        if (!taken.taken()) {
            return;
        }
        try {
            run(replay, group, taken.position());
        } catch (ReplayLostException elsewhere) {
            LOG.debugf("Replay %s: %s", replay.id(), elsewhere.getMessage());
        } catch (SQLException failure) {
            throw new IllegalStateException("A replay cannot be read: " + failure.getMessage(), failure);
        } finally {
            leases.release(replay.id(), owner);
        }
    }

    private void run(Replay replay, GroupSettings group, String from) throws SQLException {
        String position = from;
        List<Item> page;
        while (!(page = pages.read(replay, position)).isEmpty()) {
            for (Item item : page) {
                if (halted(group)) {
                    return;
                }
                handle(replay, group, item);
                position = item.position();
            }
        }
        leases.finish(replay.id(), owner);
    }

    private void handle(Replay replay, GroupSettings group, Item item) throws SQLException {
        Consumer<Outcome> noted = outcome -> leases.advance(replay.id(), owner, item.position(), outcome);
        if (item.bytes() > budget.largest()) {
            ReplayHandling.failed(
                    item.entry(), "it has " + item.bytes() + " bytes, more than the memory allows", noted);
            return;
        }
        Optional<Grant> memory = budget.await(item.bytes(), stop);
        if (memory.isEmpty()) {
            throw new ReplayLostException();
        }
        try (Grant granted = memory.get()) {
            granted.shrinkTo(item.bytes());
            Optional<Entry> entry = pages.load(replay, item);
            if (entry.isPresent()) {
                handling.handle(group, entry.get(), replay, noted);
            } else {
                ReplayHandling.failed(item.entry(), "its entry no longer exists", noted);
            }
        }
    }
}
