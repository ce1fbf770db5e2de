package io.redisstreams.cli;

import picocli.CommandLine.Command;

@Command(name = "serve", description = "Runs the service: the API and the consumers.")
class Serve extends Serving {}
