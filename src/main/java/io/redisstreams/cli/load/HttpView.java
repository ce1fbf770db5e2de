package io.redisstreams.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The event log through the API, which returns it by time: from the beginning of the load on. */
final class HttpView implements EventLogView {
    private static final int PAGE = 500;

    private final HttpClient client;
    private final URI service;
    private final Instant since;
    private final ObjectMapper mapper = new ObjectMapper();

    HttpView(HttpClient client, URI service, Instant since) {
        this.client = client;
        this.service = service;
        this.since = since;
    }

    @Override
    public List<LoggedEvent> find(Set<UUID> ids) throws IOException, InterruptedException {
        List<LoggedEvent> found = new ArrayList<>();
        JsonNode events;
        int offset = 0;
        do {
            events = get("/api/events/processed?from=" + since + "&limit=" + PAGE + "&offset=" + offset)
                    .path("events");
            for (JsonNode event : events) {
                LoggedEvent logged = read(event);
                if (ids.contains(logged.eventId())) {
                    found.add(logged);
                }
            }
            offset += PAGE;
        } while (events.size() == PAGE);
        return found;
    }

    @Override
    public Set<String> groups(Kind kind) throws IOException, InterruptedException {
        Set<String> groups = new HashSet<>();
        for (JsonNode group : get("/api/events/info").path("groups")) {
            if (group.path("stream").asText().equals(kind.stream)) {
                groups.add(group.path("group").asText());
            }
        }
        return groups;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                client.send(HttpRequest.newBuilder(service.resolve(path)).build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("HTTP " + response.statusCode() + " for " + path);
        }
        return mapper.readTree(response.body());
    }

    private static LoggedEvent read(JsonNode event) {
        return new LoggedEvent(
                UUID.fromString(event.path("eventId").asText()),
                event.path("group").asText(),
                event.path("status").asText(),
                time(event.path("publishedAt")),
                time(event.path("processedAt")));
    }

    private static Instant time(JsonNode time) {
        return time.isTextual() ? Instant.parse(time.asText()) : null;
    }
}
