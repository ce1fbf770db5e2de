package io.redisstreams.http.problem;

import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** Which role a call needs that its caller has not. */
final class MissingRole {
    private MissingRole() {}

    static String detail(SimpleResourceInfo called) {
        return "This call needs the role " + role(called).orElse("that its description names");
    }

    private static Optional<String> role(SimpleResourceInfo called) {
        if (called == null || called.getResourceClass() == null) {
            return Optional.empty();
        }
        return Stream.concat(method(called), Stream.of(called.getResourceClass()))
                .map(place -> place.getAnnotation(RolesAllowed.class))
                .filter(roles -> roles != null)
                .findFirst()
                .map(roles -> String.join(" or ", roles.value()));
    }

    private static Stream<AnnotatedElement> method(SimpleResourceInfo called) {
        return Stream.of(called.getResourceClass().getDeclaredMethods())
                .filter(method -> method.getName().equals(called.getMethodName()))
                .filter(method -> method.getParameterTypes().length == called.parameterTypes().length)
                .map(Method.class::cast);
    }
}
