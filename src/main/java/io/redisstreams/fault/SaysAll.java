package io.redisstreams.fault;

/** An exception whose message is complete: the place where it was thrown adds nothing. */
public interface SaysAll {}
