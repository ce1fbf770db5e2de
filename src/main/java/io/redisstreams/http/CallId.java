package io.redisstreams.http;

import io.redisstreams.event.EventIds;
import io.redisstreams.event.Text;
import io.redisstreams.http.problem.BadParameterException;

/**
 * The id under which a caller may repeat a publishing call: the header {@code Idempotency-Key}, with or without the
 * quotes of its Internet draft, or the field {@code id} of an event.
 */
public final class CallId {
    public static final String HEADER = "Idempotency-Key";
    public static final String RULE = "must be 1 to " + EventIds.CALL_ID + " characters, not only blanks";

    public static final String DESCRIPTION = "An id under which the call may be repeated: a UUID, or any text of up to "
            + EventIds.CALL_ID
            + " characters. Repeated, the call is one event and gets the first answer; the same id with "
            + "other content is answered 409";

    private CallId() {}

    /** Returns null when the call has no such header. */
    public static String of(String header) {
        if (header == null) {
            return null;
        }
        boolean quoted = header.length() > 2 && header.startsWith("\"") && header.endsWith("\"");
        String id = quoted ? header.substring(1, header.length() - 1) : header;
        if (!isValid(id)) {
            throw new BadParameterException(HEADER, RULE);
        }
        return id;
    }

    /** Returns null when the call has neither. */
    public static String of(String header, String field) {
        String id = of(header);
        if (id != null && field != null && !id.equals(field)) {
            throw new BadParameterException(HEADER, "must be the same as the field id, or left out");
        }
        return field == null ? id : field;
    }

    private static boolean isValid(String id) {
        return !id.isBlank() && id.length() <= EventIds.CALL_ID && Text.storable(id);
    }
}
