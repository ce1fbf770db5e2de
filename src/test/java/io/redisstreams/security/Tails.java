package io.redisstreams.security;

import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** Many open tails of one stream. */
final class Tails implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final List<Tail> all = new CopyOnWriteArrayList<>();

    Tails(String path) {
        address = URI.create("http://localhost:" + RestAssured.port + path);
    }

    void open(int count, String token) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .build();
        for (int i = 0; i < count; i++) {
            Tail tail = new Tail();
            all.add(tail);
            client.sendAsync(request, BodyHandlers.fromLineSubscriber(tail));
        }
    }

    /** Those that were welcomed. */
    long opened() {
        return all.stream().filter(tail -> tail.welcomed).count();
    }

    /** Those that were told of an entry. */
    long told() {
        return all.stream().filter(tail -> tail.told).count();
    }

    @Override
    public void close() {
        all.forEach(Tail::close);
    }

    private static final class Tail implements Flow.Subscriber<String> {
        private volatile Flow.Subscription lines;
        private volatile boolean welcomed;
        private volatile boolean told;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            lines = subscription;
            lines.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            welcomed = true;
            told |= line.startsWith("event:entry");
        }

        @Override
        public void onError(Throwable failure) {
            // Seen by what is missing.
        }

        @Override
        public void onComplete() {
            // Likewise.
        }

        void close() {
            if (lines != null) {
                lines.cancel();
            }
        }
    }
}
