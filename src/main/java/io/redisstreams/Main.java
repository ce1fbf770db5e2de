package io.redisstreams;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.redisstreams.cli.CommandLines;
import io.redisstreams.cli.Launcher;
import java.util.OptionalInt;
import picocli.CommandLine;

/**
 * The only entry point. A command decides how the application is configured, so it is parsed before the application
 * starts.
 */
@QuarkusMain
public class Main implements QuarkusApplication {
    private final CommandLine.IFactory factory;

    Main(CommandLine.IFactory factory) {
        this.factory = factory;
    }

    public static void main(String... args) {
        OptionalInt ended = Launcher.launch(args);
        if (ended.isPresent()) {
            System.exit(ended.getAsInt());
        }
        Quarkus.run(Main.class, Launcher::exit, args);
    }

    @Override
    public int run(String... args) {
        return CommandLines.of(factory).execute(args);
    }
}
