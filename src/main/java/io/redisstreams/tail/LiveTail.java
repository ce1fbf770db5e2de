package io.redisstreams.tail;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.redisstreams.consume.Loop;
import io.redisstreams.fault.FaultLog;
import io.redisstreams.fault.RedisAwayException;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.fault.TooManyListenersException;
import io.redisstreams.process.MonitoringConfig;
import io.redisstreams.redis.EntryPages;
import io.redisstreams.redis.EntryPages.EntryPage;
import io.redisstreams.redis.EntryPages.Shown;
import io.redisstreams.redis.EntryRange;
import io.redisstreams.redis.StreamReplies;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Passes entries to listeners when they are published. One reader serves all listeners of a stream; it starts with the
 * first listener and ends after the last.
 */
@ApplicationScoped
public class LiveTail {
    private static final Logger LOG = Logger.getLogger(LiveTail.class);
    private static final int PAGE = 100;
    private static final int MOST_MISSED = 1000;

    private final RedisDataSource redis;
    private final RedisDataSource readersRedis;
    private final EntryPages pages;
    private final int maxTails;
    private final Map<String, TailReader> readers = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(LiveTail::thread);

    LiveTail(
            RedisDataSource redis,
            @RedisClientName("consumers") RedisDataSource readersRedis,
            EntryPages pages,
            MonitoringConfig config) {
        this.redis = redis;
        this.readersRedis = readersRedis;
        this.pages = pages;
        this.maxTails = config.maxTails();
    }

    /** A listener's hold on a stream, to be released. */
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Passes to the listener what it has missed, at most a thousand entries, and then each published entry. Blocks while
     * it reads what was missed.
     *
     * @param afterId the last entry that the listener has; null: it wants only new ones
     * @throws TooManyListenersException when too many streams have listeners
     * @throws RedisAwayException when Redis does not answer
     */
    public Listening listen(String stream, String afterId, TailListener listener) {
        Tail tail = new Tail(listener, afterId);
        join(stream, tail, lastId(stream));
        Listening listening = () -> leave(stream, tail);
        try {
            if (afterId != null) {
                catchUp(stream, tail);
            }
            return listening;
        } catch (RuntimeException failure) {
            listening.close();
            throw failure;
        }
    }

    /** How many streams are read for listeners. */
    public synchronized int readers() {
        return readers.size();
    }

    private void catchUp(String stream, Tail tail) {
        int missed = 0;
        EntryPage page;
        do {
            page = pages.forward(stream, new EntryRange("(" + tail.position(), "+"), PAGE, TailReader.MOST_BYTES);
            for (Shown shown : page.entries()) {
                missed++;
                if (!tail.missed(new TailedEntry(shown)) || missed == MOST_MISSED) {
                    tail.caughtUp(false);
                    return;
                }
            }
        } while (page.full() || page.entries().size() == PAGE);
        tail.caughtUp(true);
    }

    /** Checked before the lock is taken, because listeners that leave wait for the lock too. */
    private String lastId(String stream) {
        try {
            return StreamReplies.lastId(redis, stream);
        } catch (RuntimeException away) {
            throw RedisErrors.translated(away, stream);
        }
    }

    private synchronized void join(String stream, Tail tail, String lastId) {
        TailReader reader = readers.get(stream);
        if (reader == null) {
            if (readers.size() >= maxTails) {
                throw new TooManyListenersException("More than " + maxTails
                        + " streams are tailed already (streams.monitoring.max-tails); try again later");
            }
            reader = new TailReader(stream, lastId, readersRedis);
            readers.put(stream, reader);
            threads.execute(
                    new Loop("tail of " + stream, reader, reader.stop(), new FaultLog("The live tail of " + stream)));
        }
        reader.tails().add(tail);
    }

    private synchronized void leave(String stream, Tail tail) {
        TailReader reader = readers.get(stream);
        if (reader != null && reader.tails().remove(tail) && reader.tails().isEmpty()) {
            reader.stop().request();
            readers.remove(stream);
            LOG.debugf("The last listener of %s has left", stream);
        }
    }

    /** Runs before the clients are closed. */
    synchronized void stop(@Observes @Priority(1) ShutdownEvent shutdown) {
        readers.values().forEach(reader -> reader.stop().request());
        threads.shutdown();
    }

    private static Thread thread(Runnable loop) {
        Thread thread = new Thread(loop, "tail");
        thread.setDaemon(true);
        return thread;
    }
}
