package io.redisstreams;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.redisstreams.dev.EmbeddedServers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The servers of all tests, started once in a JVM and stopped at its end. This one annotation, being global, gives them
 * to every {@code @QuarkusTest} and {@code @QuarkusIntegrationTest}.
 */
@WithTestResource(value = TestServers.class, scope = TestResourceScope.GLOBAL)
public class TestServers implements QuarkusTestResourceLifecycleManager {
    /** For tests of the package, of which two run at a time: these servers are started once. */
    public static final String LOCK = "test servers";

    /** Test profiles load this class once more; system properties belong to the JVM. */
    private static final String MARK = "test-servers.";

    @Override
    public Map<String, String> start() {
        if (running().isEmpty()) {
            EmbeddedServers servers = EmbeddedServers.fresh(Path.of("target", "test-servers"));
            Runtime.getRuntime().addShutdownHook(new Thread(servers::stop));
            remember(servers.startPostgres());
            remember(servers.startRedis());
        }
        return running();
    }

    @Override
    public void stop() {
        // Not yet: the next test profile goes on with the same servers.
    }

    private static void remember(Map<String, String> properties) {
        properties.forEach((name, value) -> System.setProperty(MARK + name, value));
    }

    private static Map<String, String> running() {
        Map<String, String> properties = new HashMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith(MARK)) {
                properties.put(name.substring(MARK.length()), System.getProperty(name));
            }
        }
        return properties;
    }
}
