package io.redisstreams.fault;

/** An exception whose message says enough: the place where it was thrown adds nothing. */
public interface SaysAll {}
