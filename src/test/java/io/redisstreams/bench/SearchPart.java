package io.redisstreams.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/** Searches of the event log over HTTP, of all kinds, with a million rows of four streams in it. */
final class SearchPart implements Bench.Part {
    private static final int EACH = 100;
    private static final String FILL = """
            INSERT INTO event_log (event_id, stream, message_id, event_type, payload, user_id, group_name, consumer, status,
                attempts, published_at, processed_at, created_at)
            SELECT (lpad(to_hex(1700000000000 + n * 500), 12, '0') || '7' || substr(md5(n::text), 1, 19))::uuid,
                (ARRAY['chat:messages', 'user:events', 'task:queue', 'system:logs'])[1 + n %% 4],
                (1700000000000 + n * 500) || '-0',
                (ARRAY['message.sent', 'user.created', 'task.created', 'system.info'])[1 + n %% 4],
                jsonb_build_object('messageId', md5('m' || n), 'roomId', 'room-' || n %% 500, 'senderId',
                    'user-' || n %% 10000, 'content', 'Order ' || n || ' of ' || md5((n / 10)::text) || ' was shipped to '
                    || (ARRAY['Berlin', 'Paris', 'Rome', 'Oslo', 'Lima'])[1 + n %% 5]),
                md5((n %% 20000)::text)::uuid,
                (ARRAY['chat', 'user', 'task', 'system'])[1 + n %% 4] || '-processing-group', 'c',
                CASE WHEN n %% 1000 = 0 THEN 'dead' ELSE 'processed' END, 1, t, t, t
            FROM generate_series(1, %d) AS n, to_timestamp(1700000000 + n * 0.5) AS t""";

    @Override
    public List<Row> measure(BenchServers servers, double scale) throws Exception {
        int rows = (int) Math.round(1_000_000 * scale);
        System.err.println("filling …");
        servers.sql(FILL.formatted(rows), "VACUUM ANALYZE event_log");
        try (Service service = Service.start(servers, "streams.search.indexing-time=1S")) {
            System.err.println("indexing …");
            while (servers.count("event_text") < rows) {
                Pause.seconds(1);
            }
            servers.sql("VACUUM ANALYZE event_text");
            return List.of(Row.limit("search of %,d events, p95".formatted(rows), p95(service, rows), "ms", 300, 100));
        } finally {
            servers.empty();
        }
    }

    private static Map<String, IntFunction<String>> searches() {
        Map<String, IntFunction<String>> searches = new LinkedHashMap<>();
        searches.put("the newest", n -> "limit=50");
        searches.put("one type", n -> "eventType=user.created&offset=" + n % 500);
        searches.put("dead of a group", n -> "status=dead&group=chat-processing-group");
        searches.put("a user", n -> "userId=" + uuid(md5(Integer.toString(n % 20_000))));
        searches.put("an hour", n -> "from=" + time(n) + "&to=" + time(n + 7200));
        searches.put("a rare text", n -> "q=" + encoded("Order " + n + " of"));
        searches.put("a text that is not there", n -> "q=" + md5("x" + n));
        searches.put("a text of some", n -> "q=" + encoded("room-" + n % 500 + '"'));
        searches.put("a text of many", n -> "q=Berlin");
        searches.put("a text of one type", n -> "eventType=task.created&q=" + encoded("user-" + n % 10_000 + '"'));
        return searches;
    }

    private static double p95(Service service, int rows) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        Random random = new Random(1);
        List<Double> all = new ArrayList<>();
        for (var search : searches().entrySet()) {
            List<Double> times = new ArrayList<>();
            for (int i = -10; i < EACH; i++) {
                double millis = call(client, service, search.getValue().apply(random.nextInt(rows)));
                if (i >= 0) {
                    times.add(millis);
                }
            }
            System.err.printf(
                    "  %s: p50 %.0f, p95 %.0f ms%n", search.getKey(), percentile(times, 50), percentile(times, 95));
            all.addAll(times);
        }
        return percentile(all, 95);
    }

    private static double call(HttpClient client, Service service, String query)
            throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + service.address().getPort() + "/api/events/processed?" + query);
        long start = System.nanoTime();
        var answer = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(query + ": " + answer.body());
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static double percentile(List<Double> times, int percent) {
        return times.stream()
                .sorted()
                .skip(times.size() * percent / 100 - 1L)
                .findFirst()
                .orElseThrow();
    }

    private static String time(int n) {
        return Instant.ofEpochMilli(1_700_000_000_000L + n * 500L).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String uuid(String md5) {
        return md5.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    private static String md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
