package io.redisstreams.push;

import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.Outcome;
import io.redisstreams.handler.RemoteHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.CompletionStage;

/** Handles the events of groups that have an endpoint: each is one POST, and the answer decides. */
@ApplicationScoped
class Endpoints implements RemoteHandler {
    /** More than any group may have in flight to one endpoint, which several groups may share. */
    private static final int MOST_CONNECTIONS = 4096;

    private static final int CONNECT_MILLIS = 5000;

    /** Shorter than that of common servers: a call on a connection that is just being closed fails. */
    private static final int IDLE_SECONDS = 10;

    private final Vertx vertx;
    private final HttpClient client;
    private final Addresses addresses;
    private final Clock clock;

    Endpoints(Vertx vertx, Addresses addresses, Clock clock) {
        this.vertx = vertx;
        this.addresses = addresses;
        this.clock = clock;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(MOST_CONNECTIONS)
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(16 * 1024)
                .setVerifyHost(true)
                .setTracingPolicy(TracingPolicy.IGNORE));
    }

    @Override
    public boolean handles(GroupSettings group) {
        return group.push() != null;
    }

    @Override
    public CompletionStage<Outcome> deliver(GroupSettings group, Delivery<String> delivery) {
        Message message = Message.of(group.push(), delivery, clock.instant());
        PushCall call = new PushCall(vertx, group, clock);
        addresses
                .of(host(group))
                .map(address -> options(group, message, address))
                .compose(client::request)
                .onSuccess(request -> call.send(request, message.body()))
                .onFailure(call::failed);
        return call.outcome();
    }

    private static RequestOptions options(GroupSettings group, Message message, InetAddress address) {
        var push = group.push();
        String path = push.url().getRawPath();
        String query = push.url().getRawQuery();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, push.port())))
                .setHost(host(group))
                .setPort(push.port())
                .setSsl(push.isTls())
                .setFollowRedirects(false)
                .setURI((path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : '?' + query));
        message.headers().forEach(options::putHeader);
        return options;
    }

    private static String host(GroupSettings group) {
        String host = group.push().url().getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
