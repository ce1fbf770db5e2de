package io.redisstreams.monitor.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** Listens to Server-Sent Events as a browser does, and remembers them. */
public final class SseClient implements AutoCloseable, Flow.Subscriber<String> {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    public record Event(String name, String id, JsonNode data) {}

    public final List<Event> events = new CopyOnWriteArrayList<>();
    public final List<String> comments = new CopyOnWriteArrayList<>();
    public volatile boolean ended;
    private final List<String> block = new ArrayList<>();
    private final CompletableFuture<?> response;
    private Flow.Subscription subscription;

    private SseClient(String path, String lastEventId) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        response = HTTP.sendAsync(request.build(), BodyHandlers.fromLineSubscriber(this));
    }

    public static SseClient listen(String path) {
        return new SseClient(path, null);
    }

    public static SseClient resume(String path, String lastEventId) {
        return new SseClient(path, lastEventId);
    }

    public List<JsonNode> data(String name) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .map(Event::data)
                .toList();
    }

    @Override
    public void onSubscribe(Flow.Subscription lines) {
        subscription = lines;
        lines.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        if (!line.isEmpty()) {
            block.add(line);
            return;
        }
        String data = value("data:");
        if (data != null) {
            events.add(new Event(value("event:"), value("id:"), json(data)));
        } else {
            comments.add(value(":"));
        }
        block.clear();
    }

    private String value(String field) {
        List<String> lines = block.stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()))
                .toList();
        return lines.isEmpty() ? null : String.join("\n", lines);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    @Override
    public void onError(Throwable failure) {
        ended = true;
    }

    @Override
    public void onComplete() {
        ended = true;
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.cancel();
        }
        response.cancel(true);
    }
}
