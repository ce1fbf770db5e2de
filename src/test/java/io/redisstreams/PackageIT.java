package io.redisstreams;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The packaged service, in its production profile, on servers that it is told of from outside. */
@QuarkusIntegrationTest
@ResourceLock(TestServers.LOCK)
class PackageIT {
    private static final Path PACKAGE = Path.of("target", "quarkus-app");

    @Test
    void startsOnItsServers() {
        get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void hasNoServersOfDevelopment() throws IOException {
        assumeTrue(Files.exists(PACKAGE), "a native image has no files to look at");
        assertThat(names(PACKAGE.resolve("lib")))
                .hasSizeGreaterThan(100)
                .noneMatch(name -> name.matches(".*(embedded|zonky|commons-io|commons-compress|xz-).*"));
        for (Path jar : list(PACKAGE.resolve("app"))) {
            try (FileSystem content = FileSystems.newFileSystem(jar)) {
                assertThat(names(content.getPath("/")))
                        .anyMatch(name -> name.endsWith("/Main.class"))
                        .noneMatch(name -> name.matches(".*/(DevMain|dev/.*)\\.class"));
            }
        }
    }

    private static List<String> names(Path directory) throws IOException {
        return list(directory).stream().map(Path::toString).toList();
    }

    private static List<Path> list(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
