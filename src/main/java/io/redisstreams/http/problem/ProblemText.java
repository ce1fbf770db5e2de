package io.redisstreams.http.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;

/** Problems as JSON text, for responses that no resource writes. */
@Singleton
public class ProblemText {
    private final ObjectMapper mapper;

    public ProblemText(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** @param path null: unknown */
    public String of(int status, String path) {
        return of(Problem.of(status, StatusDetail.of(status)).at(path));
    }

    /** For a call that waited for its turn without success. @param path null: unknown */
    public String overload(String path) {
        return of(Problem.of(
                        Status.SERVICE_UNAVAILABLE,
                        "Too many calls wait already, and this one was not begun. Try again later")
                .at(path));
    }

    String of(Problem problem) {
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
