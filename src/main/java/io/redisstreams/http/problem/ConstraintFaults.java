package io.redisstreams.http.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Describes the violations that Bean Validation found, under the names that the caller knows. */
final class ConstraintFaults {
    private ConstraintFaults() {}

    /** Empty when the response is invalid and not the input. */
    static Optional<Problem> of(Collection<? extends ConstraintViolation<?>> found) {
        for (ConstraintViolation<?> violation : found) {
            for (Path.Node node : violation.getPropertyPath()) {
                if (node.getKind() == ElementKind.RETURN_VALUE) {
                    return Optional.empty();
                }
            }
        }
        List<Violation> violations = found.stream()
                .map(ConstraintFaults::violation)
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .toList();
        return Optional.of(Problem.of(violations));
    }

    private static Violation violation(ConstraintViolation<?> found) {
        String field = field(found.getPropertyPath());
        return field.isEmpty()
                ? new Violation("body", "must be a JSON object")
                : new Violation(field, found.getMessage());
    }

    /** Without the names of the Java method and of its parameter, which is the body. */
    private static String field(Path path) {
        StringBuilder field = new StringBuilder();
        for (Path.Node node : path) {
            if (node.getKind() == ElementKind.METHOD || node.getKind() == ElementKind.PARAMETER) {
                continue;
            }
            if (node.getIndex() != null) {
                field.append('[').append(node.getIndex()).append(']');
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                field.append(field.isEmpty() ? "" : ".").append(node.getName());
            }
        }
        return field.toString();
    }
}
