package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.runtime.configuration.DurationConverter;
import io.redisstreams.event.EntryCodec;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.group.PausedGroups;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.handler.HandlerCalls;
import io.redisstreams.process.Instance;
import io.redisstreams.process.Jobs;
import io.redisstreams.process.MemoryBudget;
import io.redisstreams.publish.EventPublisher;
import io.redisstreams.publish.StreamCeiling;
import io.redisstreams.publish.StreamMetrics;
import io.redisstreams.trace.Traces;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The engine in the hands of the tests: groups of their own, read by as many nodes as a test needs, and the servers'
 * own view of them. The beans are the application's; only what belongs to one instance is made for each node.
 */
@ApplicationScoped
public class TestEngine {
    private static final Map<String, String> FAST = Map.of(
            "concurrency", "2",
            "batch-size", "50",
            "block", "100MS",
            "visibility-timeout", "1S",
            "reclaim-every", "500MS",
            "max-attempts", "3",
            "max-deliveries", "3",
            "backoff.initial", "50MS",
            "backoff.max", "200MS");

    private final AtomicInteger names = new AtomicInteger();
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final RedisDataSource redis;
    private final AgroalDataSource database;
    private final BatchProcessor processor;
    private final GroupStream stream;
    private final EntryReads reads;
    private final MemoryBudget budget;
    private final PendingEntries pending;
    private final Lease lease;
    private final RetryStore retryStore;
    private final HandlerCalls reader;
    private final HandlerTransaction transaction;
    private final Interruptions interruptions;
    private final FailureLog failures;
    private final PausedGroups pausedGroups;
    private final EngineMetrics metrics;
    private final Traces traces;
    private final DeliveringWorkers delivering;

    TestEngine(
            RedisDataSource redis,
            AgroalDataSource database,
            BatchProcessor processor,
            GroupStream stream,
            EntryReads reads,
            MemoryBudget budget,
            PendingEntries pending,
            Lease lease,
            RetryStore retryStore,
            HandlerCalls reader,
            HandlerTransaction transaction,
            Interruptions interruptions,
            FailureLog failures,
            PausedGroups pausedGroups,
            EngineMetrics metrics,
            Traces traces,
            DeliveringWorkers delivering) {
        this.redis = redis;
        this.database = database;
        this.processor = processor;
        this.stream = stream;
        this.reads = reads;
        this.budget = budget;
        this.pending = pending;
        this.lease = lease;
        this.retryStore = retryStore;
        this.reader = reader;
        this.transaction = transaction;
        this.interruptions = interruptions;
        this.failures = failures;
        this.pausedGroups = pausedGroups;
        this.metrics = metrics;
        this.traces = traces;
        this.delivering = delivering;
    }

    /** A group that no other test has, on a stream of its own, with short times. */
    public GroupSettings group(String name, String... settings) {
        String unique = name + "-" + names.incrementAndGet();
        Map<String, String> properties = new HashMap<>(FAST);
        properties.put("stream", "test:" + unique);
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            properties.put(pair[0], pair[1]);
        }
        Map<String, String> prefixed = new HashMap<>();
        properties.forEach((key, value) -> prefixed.put("streams.groups.\"" + unique + "\"." + key, value));
        return groups(config(prefixed)).find(unique).orElseThrow();
    }

    /** The configuration that a service with only these groups has. */
    public static StreamsConfig config(GroupSettings... groups) {
        return config(properties(groups));
    }

    public static StreamsConfig config(Map<String, String> properties) {
        // All tests share one Redis, and few of them look at this ceiling.
        Map<String, String> all = new HashMap<>(Map.of("streams.max-streams", "100000"));
        all.putAll(properties);
        return new SmallRyeConfigBuilder()
                .withMapping(StreamsConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(all, "test", 1000))
                .build()
                .getConfigMapping(StreamsConfig.class);
    }

    public static Map<String, String> properties(GroupSettings... groups) {
        Map<String, String> properties = new HashMap<>();
        for (GroupSettings group : groups) {
            String prefix = "streams.groups.\"" + group.name() + "\".";
            properties.put(prefix + "stream", group.stream());
            properties.put(prefix + "records-only", String.valueOf(group.recordsOnly()));
            properties.put(prefix + "concurrency", String.valueOf(group.concurrency()));
            properties.put(prefix + "batch-size", String.valueOf(group.batchSize()));
            properties.put(prefix + "block", group.block().toString());
            properties.put(
                    prefix + "visibility-timeout", group.visibilityTimeout().toString());
            properties.put(prefix + "reclaim-every", group.reclaimEvery().toString());
            properties.put(prefix + "max-attempts", String.valueOf(group.maxAttempts()));
            properties.put(prefix + "max-deliveries", String.valueOf(group.maxDeliveries()));
            properties.put(prefix + "backoff.initial", group.backoffInitial().toString());
            properties.put(prefix + "backoff.max", group.backoffMax().toString());
            properties.put(prefix + "start-from", group.startFrom());
            if (!group.eventTypes().wantsAll()) {
                properties.put(
                        prefix + "event-types",
                        String.join(",", group.eventTypes().patterns()));
            }
        }
        return properties;
    }

    public static Groups groups(GroupSettings... groups) {
        return groups(config(groups));
    }

    static Groups groups(StreamsConfig config) {
        return new Groups(config);
    }

    /** An instance that works for these groups, until the test ends. */
    public Node start(GroupSettings... groups) {
        return node(config(groups)).start();
    }

    /** The same, with a budget of its own. */
    Node start(MemoryBudget own, GroupSettings... groups) {
        return node(config(groups), own).start();
    }

    Node node(StreamsConfig config) {
        return node(config, budget);
    }

    private Node node(StreamsConfig config, MemoryBudget memory) {
        Instance instance = new Instance();
        Node node = new Node(instance, groups(config), workers(instance, config, memory), config);
        nodes.add(node);
        return node;
    }

    private GroupWorkers workers(Instance instance, StreamsConfig config, MemoryBudget memory) {
        return new GroupWorkers(
                instance,
                processor,
                stream,
                reads,
                memory,
                pending,
                lease,
                new SweepLock(redis, instance),
                retryJob(instance, retryStore),
                pausedGroups,
                metrics,
                delivering);
    }

    RetryJob retryJob(Instance instance, RetryStore store) {
        return new RetryJob(store, reader, transaction, interruptions, failures, metrics, traces, instance, budget);
    }

    /** A publisher to which the group's stream is full. */
    public EventPublisher publisherToFull(GroupSettings group) {
        addOld(group, 1);
        StreamsConfig config = config(Map.of("streams.retention.max-entries", "1"));
        StreamCeiling ceiling = new StreamCeiling(redis, new KnownStreams(redis, groups(group)), config);
        ceiling.sample();
        return new EventPublisher(redis.getReactive(), ceiling, streamMetrics(), traces, config);
    }

    GroupStream stream() {
        return stream;
    }

    Lease lease() {
        return lease;
    }

    public static Jobs jobs() {
        return new Jobs(new SimpleMeterRegistry(), Clock.systemUTC());
    }

    public static StreamMetrics streamMetrics() {
        return new StreamMetrics(new SimpleMeterRegistry(), groups());
    }

    void stopNodes() {
        nodes.forEach(Node::stop);
        nodes.clear();
    }

    /** Adds a scripted event. */
    public UUID add(GroupSettings group, String script) {
        return add(group, EventIds.next(), script);
    }

    public UUID add(GroupSettings group, UUID id, String script) {
        addEntry(group, EntryCodec.encode(new Event(id, Script.TYPE, script, Instant.now())));
        return id;
    }

    public List<UUID> add(GroupSettings group, int count, String script) {
        return IntStream.range(0, count).mapToObj(i -> add(group, script)).toList();
    }

    /** Adds an entry as any client might; its Redis id. */
    public String addEntry(GroupSettings group, Map<String, String> fields) {
        return redis.stream(String.class).xadd(group.stream(), fields);
    }

    /** Adds entries under ids of old, {@code 1-0} and so on. */
    public void addOld(GroupSettings group, int count) {
        eval(
                "for i = 1, ARGV[1] do redis.call('XADD', KEYS[1], i .. '-0', 'eventType', 'test.none', 'payload', '1') end",
                group.stream(),
                String.valueOf(count));
    }

    Response eval(String script, String key, String... args) {
        List<String> all = new ArrayList<>(List.of(script, "1", key));
        all.addAll(List.of(args));
        return redis.execute("EVAL", all.toArray(String[]::new));
    }

    public Response redis(String command, String... args) {
        return redis.execute(command, args);
    }

    /** Creates the group, and has a consumer read that will never be heard of again; the Redis ids. */
    public List<String> readAsGhost(GroupSettings group, String ghost, int count) {
        stream.ensure(group);
        Response reply = redis.execute(
                "XREADGROUP", "GROUP", group.name(), ghost, "COUNT", "" + count, "STREAMS", group.stream(), ">");
        List<String> ids = new ArrayList<>();
        reply.get(group.stream()).forEach(entry -> ids.add(entry.get(0).toString()));
        return ids;
    }

    /** Has a consumer read that will never be heard of again. */
    public void readAsGhostIfAny(GroupSettings group, String ghost) {
        redis.execute("XREADGROUP", "GROUP", group.name(), ghost, "COUNT", "100", "STREAMS", group.stream(), ">");
    }

    /** Makes a pending entry look as if it had been delivered so often, the last time so long ago. */
    void age(GroupSettings group, String owner, String messageId, long idleMillis, long deliveries) {
        redis.execute(
                "XCLAIM",
                group.stream(),
                group.name(),
                owner,
                "0",
                messageId,
                "IDLE",
                "" + idleMillis,
                "RETRYCOUNT",
                "" + deliveries,
                "JUSTID");
    }

    /** A pending entry as Redis tells of it. */
    public record Pending(String messageId, String consumer, long deliveries) {}

    public List<Pending> pending(GroupSettings group) {
        List<Pending> found = new ArrayList<>();
        redis.execute("XPENDING", group.stream(), group.name(), "-", "+", "100000")
                .forEach(entry -> found.add(new Pending(
                        entry.get(0).toString(),
                        entry.get(1).toString(),
                        entry.get(3).toLong())));
        return found;
    }

    public List<String> consumers(GroupSettings group) {
        List<String> names = new ArrayList<>();
        redis.execute("XINFO", "CONSUMERS", group.stream(), group.name())
                .forEach(consumer -> names.add(consumer.get("name").toString()));
        return names;
    }

    public boolean groupExists(GroupSettings group) {
        if (redis.execute("EXISTS", group.stream()).toInteger() == 0) {
            return false;
        }
        for (Response info : redis.execute("XINFO", "GROUPS", group.stream())) {
            if (info.get("name").toString().equals(group.name())) {
                return true;
            }
        }
        return false;
    }

    public long length(String stream) {
        return redis.execute("XLEN", stream).toLong();
    }

    public List<String> entries(String stream) {
        return redis.stream(String.class).xrange(stream, StreamRange.of("-", "+")).stream()
                .map(entry -> entry.id())
                .toList();
    }

    /** All that the group logged, in order. */
    public List<LogRow> rows(GroupSettings group) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "SELECT " + LogRow.COLUMNS + " FROM event_log WHERE group_name = ? ORDER BY id")) {
            select.setString(1, group.name());
            List<LogRow> found = new ArrayList<>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(LogRow.of(rows));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The event's row in the group, or null. */
    public LogRow row(GroupSettings group, UUID eventId) {
        return rows(group).stream()
                .filter(row -> row.eventId().equals(eventId))
                .findFirst()
                .orElse(null);
    }

    /** Runs a statement for what only time or an accident could bring about. */
    public int update(String sql, Object... values) {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            return update.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Locks a number until the transaction ends. */
    public void lock(long number) {
        try (var connection = database.getConnection();
                var lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            lock.setLong(1, number);
            lock.execute();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The number that a query answers. */
    long count(String sql, Object... values) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (var row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Every event was handled, once, and nothing else was. */
    public void assertProcessedOnce(GroupSettings group, Collection<UUID> events, Effects effects) {
        Set<UUID> processed = rows(group).stream()
                .filter(row -> row.status().equals("processed"))
                .map(LogRow::eventId)
                .collect(Collectors.toSet());
        assertSame("rows", processed, events);
        Map<UUID, Long> counts = effects.counts(group);
        assertSame("effects", counts.keySet(), events);
        assertThat(counts.entrySet())
                .as("doubled")
                .filteredOn(count -> count.getValue() > 1)
                .isEmpty();
    }

    private static void assertSame(String what, Set<UUID> found, Collection<UUID> expected) {
        assertThat(expected.stream().filter(id -> !found.contains(id)).toList())
                .as("missing %s of %d", what, expected.size())
                .isEmpty();
        assertThat(found).as("more %s", what).hasSize(Set.copyOf(expected).size());
    }
}
