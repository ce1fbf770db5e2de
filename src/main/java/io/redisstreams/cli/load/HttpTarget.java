package io.redisstreams.cli.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Publishes through the API of a service. */
public final class HttpTarget implements Target {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final URI service;
    private final String run;
    private final Instant since;

    public HttpTarget(URI service, String run) {
        this.service = service;
        this.run = run;
        this.since = Instant.now().minus(CLOCKS_DIFFER);
    }

    @Override
    public void check() throws IOException, InterruptedException {
        HttpRequest probe = HttpRequest.newBuilder(service.resolve("/q/health/live"))
                .timeout(TIMEOUT)
                .build();
        client.send(probe, BodyHandlers.discarding());
    }

    @Override
    public CompletionStage<UUID> publish(Kind kind, long number) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(kind.path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(kind.body(run, number)))
                .build();
        return client.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(this::eventId);
    }

    @Override
    public EventLogView log() {
        return new HttpView(client, service, since);
    }

    private UUID eventId(HttpResponse<byte[]> response) {
        try {
            if (response.statusCode() / 100 != 2) {
                throw new IOException("HTTP " + response.statusCode());
            }
            return UUID.fromString(
                    mapper.readTree(response.body()).path("eventId").asText());
        } catch (IOException | IllegalArgumentException unexpected) {
            throw new CompletionException(unexpected);
        }
    }
}
