package io.redisstreams.http.problem;

/** An invalid parameter of the path or the query. */
public class BadParameterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    public BadParameterException(String parameter, String message) {
        super(parameter + ' ' + message);
        this.violation = new Violation(parameter, message);
    }

    Violation violation() {
        return violation;
    }
}
