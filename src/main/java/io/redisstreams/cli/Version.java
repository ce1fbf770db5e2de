package io.redisstreams.cli;

import picocli.CommandLine.IVersionProvider;

class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"redis-streams-service " + (version == null ? "(development)" : version)};
    }
}
