package io.redisstreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the dashboard import each other in one direction. */
class DashboardModulesTest {
    private static final Path APP = Path.of("src/main/resources/META-INF/resources/app");
    private static final Pattern IMPORT = Pattern.compile("(?:from |import |import\\()'(\\.[^']+)'");

    @Test
    void noFilesImportEachOtherInACircle() throws IOException {
        Map<Path, List<Path>> imports = imports();
        assertThat(imports).hasSizeGreaterThan(50);
        Set<Path> done = new HashSet<>();
        for (Path file : imports.keySet()) {
            requireNoCircle(file, new ArrayList<>(), imports, done);
        }
    }

    private static void requireNoCircle(Path file, List<Path> way, Map<Path, List<Path>> imports, Set<Path> done) {
        assertThat(way).as("files that import each other").doesNotContain(file);
        if (done.contains(file)) {
            return;
        }
        way.add(file);
        imports.getOrDefault(file, List.of()).forEach(imported -> requireNoCircle(imported, way, imports, done));
        way.remove(file);
        done.add(file);
    }

    private static Map<Path, List<Path>> imports() throws IOException {
        Map<Path, List<Path>> imports = new TreeMap<>();
        try (Stream<Path> files = Files.walk(APP)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".js")).toList()) {
                List<Path> imported = new ArrayList<>();
                Matcher matcher = IMPORT.matcher(Files.readString(file));
                while (matcher.find()) {
                    imported.add(file.resolveSibling(matcher.group(1)).normalize());
                }
                imports.put(file, imported);
            }
        }
        return imports;
    }
}
