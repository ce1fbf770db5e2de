package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Processes that die at any moment: no event is lost, and none has its effect twice. */
class KilledServiceIT {
    @RegisterExtension
    static final Playground playground = new Playground();

    @Test
    void killedAgainAndAgainUnderLoad() {
        int events = Playground.events(20_000);
        int kills = 0;
        // A handler that takes its time, so that kills meet batches at work.
        playground.postgres.execute("""
                CREATE FUNCTION dawdle() RETURNS trigger AS $$ BEGIN PERFORM pg_sleep(0.05); RETURN NULL; END $$
                LANGUAGE plpgsql;
                CREATE TRIGGER dawdle AFTER INSERT ON chat_messages FOR EACH STATEMENT EXECUTE FUNCTION dawdle()""");
        ServiceProcess first = playground.start(Map.of()).awaitReady();
        ServiceProcess second = playground.start(Map.of());
        playground.produce("killed", events);
        for (long before = 0; playground.differentEffects("killed") < events && kills < 6; kills++) {
            long done = before;
            await().atMost(Duration.ofSeconds(30)).until(() -> playground.differentEffects("killed") > done);
            before = playground.differentEffects("killed");
            first.kill();
            first = second;
            second = playground.start(Map.of());
        }
        playground.postgres.execute("DROP TRIGGER dawdle ON chat_messages");
        playground.awaitEachOnce("killed", events, Duration.ofSeconds(120));
        assertThat(kills).isGreaterThanOrEqualTo(3);
        playground.report("kill -9 under load", events, kills + " kills", "killed", "by the other instance");
        first.kill();
        second.kill();
    }

    @Test
    void killedBetweenCommitAndAcknowledgement() {
        int events = Playground.events(1000);
        try (ServiceProcess dies = playground.start(Map.of()).awaitReady();
                RespClient redis = playground.redis.connect()) {
            redis.call("ACL", "SETUSER", "default", "-xack");
            playground.produce("unacknowledged", events);
            await().atMost(Duration.ofSeconds(30)).until(() -> playground.logged("unacknowledged") > 0);
            assertThat(playground.pending()).isPositive();
            dies.kill();
            redis.call("ACL", "SETUSER", "default", "+xack");
        }
        try (ServiceProcess lives = playground.start(Map.of()).awaitReady()) {
            playground.awaitEachOnce("unacknowledged", events, Duration.ofSeconds(60));
            playground.report("kill -9 between commit and XACK", events, "1 kill", "unacknowledged", "-");
            lives.kill();
        }
    }

    /** The mark is refused, and the process dies with it: the next one publishes all of them once more. */
    @Test
    void killedBetweenXaddAndItsMark() {
        int events = Playground.events(200);
        Map<String, String> outbox = Map.of("streams.mode.\"" + Playground.STREAM + "\"", "outbox");
        long before;
        try (ServiceProcess dies = playground.start(outbox).awaitReady();
                RespClient redis = playground.redis.connect()) {
            before = (Long) redis.call("XLEN", Playground.STREAM);
            playground.postgres.execute("""
                    CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no'; END $$ LANGUAGE plpgsql;
                    CREATE TRIGGER refuse BEFORE UPDATE ON outbox FOR EACH STATEMENT EXECUTE FUNCTION refuse()""");
            new Publisher(dies, "unmarked").publish(events, Duration.ZERO).join();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> (Long) redis.call("XLEN", Playground.STREAM) >= before + events);
            dies.kill();
            assertThat(unmarked()).isEqualTo(events);
        } finally {
            playground.postgres.execute("DROP TRIGGER refuse ON outbox");
        }
        try (ServiceProcess lives = playground.start(outbox).awaitReady();
                RespClient redis = playground.redis.connect()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> unmarked() == 0);
            playground.awaitEachOnce("unmarked", events, Duration.ofSeconds(60));
            assertThat((Long) redis.call("XLEN", Playground.STREAM)).isGreaterThanOrEqualTo(before + 2 * events);
            playground.report("kill -9 between XADD and its mark", events, "1 kill", "unmarked", "-");
            lives.kill();
        }
    }

    private static long unmarked() {
        return playground.postgres.number("SELECT count(*) FROM outbox WHERE published_at IS NULL");
    }
}
