package io.redisstreams.publish;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.event.EntryCodec;
import io.redisstreams.event.Publication;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.fault.RedisFault;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Writes many entries to one stream in order, script after script. When Redis refused an entry, or may have refused it,
 * no later entry is sent: a script ends at its first error, and the next one waits for its answer.
 */
final class OrderedXadd {
    private static final Logger LOG = Logger.getLogger(OrderedXadd.class);
    /** Much longer than the pause before a stream that refused is tried again. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(10);

    private static final int MOST_ENTRIES = 128;
    private static final int MOST_CHARACTERS = 1 << 20;

    /** ARGV: for each entry the number of words of its fields, and these words. */
    private static final String ADD = """
            local ids, i = {}, 1
            while i < #ARGV do
              local last = i + ARGV[i]
              ids[#ids + 1] = redis.call('XADD', KEYS[1], '*', unpack(ARGV, i + 1, last))
              i = last + 1
            end
            return ids""";

    private final ReactiveRedisDataSource redis;
    private final StreamMetrics metrics;
    private final Duration timeout;
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    /** Why a stream refused an entry, and when. */
    private record Refusal(RedisFault fault, long nanos) {}

    /** @param timeout of each script */
    OrderedXadd(ReactiveRedisDataSource redis, StreamMetrics metrics, Duration timeout) {
        this.redis = redis;
        this.metrics = metrics;
        this.timeout = timeout;
    }

    /**
     * Returns the Redis ids of the first of the events, in the given order: of all that Redis is known to have stored.
     */
    Uni<List<String>> add(List<Publication> publications) {
        String stream = publications.get(0).stream();
        return Multi.createFrom()
                .iterable(chunks(publications))
                .onItem()
                .transformToUniAndConcatenate(this::send)
                .onFailure()
                .invoke(failure -> refused(stream, failure))
                .onFailure()
                .recoverWithCompletion()
                .collect()
                .in(ArrayList::new, List::addAll);
    }

    /** By stream, why it refused an entry lately, when the stream is to blame and not Redis. */
    Map<String, RedisFault> refusals() {
        refusals.values().removeIf(refusal -> System.nanoTime() - refusal.nanos() > FORGOTTEN.toNanos());
        Map<String, RedisFault> faults = new TreeMap<>();
        refusals.forEach((stream, refusal) -> faults.put(stream, refusal.fault()));
        return faults;
    }

    private void refused(String stream, Throwable failure) {
        LOG.debugf("Not published: %s", RedisErrors.brief(failure));
        RedisFault fault = RedisFault.of(failure);
        if (fault.blame() == RedisFault.Blame.STREAM) {
            refusals.put(stream, new Refusal(fault, System.nanoTime()));
        }
    }

    static List<List<Publication>> chunks(List<Publication> publications) {
        List<List<Publication>> chunks = new ArrayList<>();
        int from = 0;
        long characters = 0;
        for (int i = 0; i < publications.size(); i++) {
            int more = publications.get(i).event().payload().length();
            if (i > from && (i - from == MOST_ENTRIES || characters + more > MOST_CHARACTERS)) {
                chunks.add(publications.subList(from, i));
                from = i;
                characters = 0;
            }
            characters += more;
        }
        if (from < publications.size()) {
            chunks.add(publications.subList(from, publications.size()));
        }
        return chunks;
    }

    private Uni<List<String>> send(List<Publication> chunk) {
        long start = System.nanoTime();
        String stream = chunk.get(0).stream();
        List<String> words = new ArrayList<>(3 + 13 * chunk.size());
        words.addAll(List.of(ADD, "1", stream));
        for (Publication publication : chunk) {
            Map<String, String> fields = EntryCodec.encode(publication.event());
            words.add(Integer.toString(2 * fields.size()));
            fields.forEach((name, value) -> {
                words.add(name);
                words.add(value);
            });
        }
        return redis.execute("EVAL", words.toArray(String[]::new))
                .ifNoItem()
                .after(timeout)
                .fail()
                .map(OrderedXadd::ids)
                .invoke(ids -> refusals.remove(stream))
                .invoke(ids -> ids.forEach(id -> metrics.published(stream, System.nanoTime() - start)));
    }

    private static List<String> ids(Response reply) {
        List<String> ids = new ArrayList<>(reply.size());
        reply.forEach(id -> ids.add(id.toString()));
        return ids;
    }
}
