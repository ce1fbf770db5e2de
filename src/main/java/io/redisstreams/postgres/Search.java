package io.redisstreams.postgres;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A read of PostgreSQL that may take long. It runs in a transaction, together with few others of its kind, ends with a
 * timeout, and is cancelled when its caller has gone.
 */
@InterceptorBinding
@Retention(RUNTIME)
@Target({METHOD, TYPE})
public @interface Search {
    /** The kind: each has its own limit, so that searches of one kind do not block the others. */
    @Nonbinding
    String value() default "";

    /** Whether {@code streams.search.timeout} applies: not to a read of a whole table. */
    @Nonbinding
    boolean timed() default true;
}
