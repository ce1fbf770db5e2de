package io.redisstreams.http.problem;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;

/** The methods of each address, for the header {@code Allow}: RESTEasy refuses other methods without it. */
final class AllowedMethods {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^{}:]+(:\\s*([^{}]+))?}");

    private static final String ANY = "[^/]+";

    /** By the pattern of the address. */
    private Map<String, Set<String>> methods;

    /** The header's value: names with commas between them. */
    synchronized String of(String path) {
        if (methods == null) {
            methods = read();
        }
        // RESTEasy matches the address with the longest literal part.
        Set<String> allowed = methods.entrySet().stream()
                .filter(entry -> path.matches(entry.getKey()))
                .max(Comparator.comparingInt(entry -> literal(entry.getKey())))
                .map(entry -> new TreeSet<>(entry.getValue()))
                .orElseGet(TreeSet::new);
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        allowed.add("OPTIONS");
        return String.join(", ", allowed);
    }

    private static Map<String, Set<String>> read() {
        Map<String, Set<String>> found = new TreeMap<>();
        RuntimeResourceVisitor.visitRuntimeResources(
                "", ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers(), new RuntimeResourceVisitor() {
                    @Override
                    public void visitRuntimeResource(String method, String path, RuntimeResource resource) {
                        if (method != null) {
                            found.computeIfAbsent(pattern(path), key -> new TreeSet<>())
                                    .add(method);
                        }
                    }
                });
        return found;
    }

    private static String pattern(String template) {
        String pattern = PARAMETER
                .matcher(template.replaceAll("/+", "/"))
                .replaceAll(parameter ->
                        parameter.group(2) == null ? ANY : "(" + Matcher.quoteReplacement(parameter.group(2)) + ")");
        return pattern + "/?";
    }

    private static int literal(String pattern) {
        return pattern.replace(ANY, "").length();
    }
}
