package io.redisstreams.cli;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** A command that works on Redis, and on PostgreSQL at most by plain SQL. */
abstract class RedisCommand implements ApplicationCommand {
    @Override
    public Map<String, String> settings() {
        return Settings.withoutPostgres();
    }

    @Override
    public Set<Servers> servers() {
        return EnumSet.of(Servers.REDIS);
    }
}
