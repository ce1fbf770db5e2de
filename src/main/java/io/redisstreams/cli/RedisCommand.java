package io.redisstreams.cli;

import java.util.Map;

/** A command that works on Redis, and on PostgreSQL at most by plain SQL. */
abstract class RedisCommand implements ApplicationCommand {
    @Override
    public Map<String, String> settings() {
        return Settings.withoutPostgres();
    }
}
