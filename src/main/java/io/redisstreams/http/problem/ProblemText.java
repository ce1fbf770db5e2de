package io.redisstreams.http.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;

/** Problems as JSON text, for answers that are not written by a resource. */
@Singleton
public class ProblemText {
    private final ObjectMapper mapper;

    public ProblemText(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** @param path null: not known */
    public String of(int status, String path) {
        return of(Problem.of(status, StatusDetail.of(status)).at(path));
    }

    String of(Problem problem) {
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
