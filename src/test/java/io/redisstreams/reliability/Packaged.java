package io.redisstreams.reliability;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The package as a command: the binary where there is one, else the jar in a JVM that starts fast. */
public final class Packaged {
    private static final String JAR = "target/quarkus-app/quarkus-run.jar";
    private static final Path BINARY = Path.of(System.getProperty("native.image.path", "none"));

    private Packaged() {}

    /**
     * @param heap as -Xmx takes it
     * @param args the command of the command line, and what it takes
     */
    public static List<String> command(Map<String, String> properties, String heap, String... args) {
        boolean isNative = Files.isExecutable(BINARY);
        List<String> command = new ArrayList<>(
                isNative ? List.of(BINARY.toString()) : List.of(java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Xmx" + heap);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        if (!properties.containsKey("streams.security")) {
            command.add("-Dstreams.security=none");
        }
        if (!isNative) {
            command.addAll(List.of("-jar", JAR));
        }
        command.addAll(List.of(args));
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
