package io.redisstreams.consume;

import io.redisstreams.event.BadPayloadException;
import io.redisstreams.fault.RedisAwayException;
import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Does what its events tell it, after it has written an effect that must go when it fails. */
@ApplicationScoped
class ScriptedHandler implements EventHandler<Script> {
    private final Effects effects;

    ScriptedHandler(Effects effects) {
        this.effects = effects;
    }

    @Override
    public String eventType() {
        return Script.TYPE;
    }

    @Override
    public Class<Script> payloadType() {
        return Script.class;
    }

    @Override
    public void handle(Delivery<Script> delivery) {
        int run = effects.run(delivery);
        Script script = delivery.payload();
        sleep(script.sleepMillis());
        if (run <= script.failures()) {
            fail(script.failure() == null ? "" : script.failure(), run);
        }
    }

    private void fail(String failure, int run) {
        String[] parts = failure.split(":", 2);
        switch (parts[0]) {
            case "bad" -> throw new BadPayloadException("told to be bad");
            case "error" -> throw new AssertionError("told to be an error");
            case "stack", "memory", "class" -> Errors.raise(failure);
            case "sql" -> effects.breakTransaction();
            case "state" -> effects.raise(parts[1]);
            case "swallowed" -> effects.breakTransaction(parts[1]);
            case "hidden" -> {
                effects.breakTransaction(parts[1]);
                throw new IllegalStateException("told to hide why");
            }
            case "session" -> effects.endSession();
            case "redis" -> throw new RedisAwayException("told to miss Redis");
            default -> throw new IllegalStateException("told to fail, run " + run);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
