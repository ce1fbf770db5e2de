package io.redisstreams.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

@Command(
        name = "streams",
        description = "Events on Redis Streams, remembered in PostgreSQL. Without a command: serve.",
        versionProvider = Streams.Version.class,
        commandListHeading = "%nCommands:%n",
        footer = {
            "%nServers are named by DB_HOST, DB_PORT, DB_NAME, DB_USER, DB_PASSWORD, REDIS_HOST, REDIS_PORT, "
                    + "REDIS_USERNAME and REDIS_PASSWORD, or by any Quarkus property.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        },
        subcommands = {
            Serve.class,
            ConsumerGroup.class,
            Consumer.class,
            Produce.class,
            LoadTest.class,
            Inspect.class,
            DeadLetterCommands.class,
            ShowEvent.class,
            ListGroups.class,
            Pause.class,
            Resume.class,
            StartReplay.class,
            TokenCommands.class,
            Completion.class
        })
class Streams extends Serving {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    boolean version;

    static class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Version.class.getPackage().getImplementationVersion();
            return new String[] {"redis-streams-service " + (version == null ? "(development)" : version)};
        }
    }
}
