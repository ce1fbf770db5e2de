package io.redisstreams.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Quarkus would leave out, with no more than a warning of the build, or a 404 when it runs. */
class ResourcesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.redisstreams");

    @Test
    void callsArePublicMethods() {
        methods()
                .that()
                .areMetaAnnotatedWith(HttpMethod.class)
                .should()
                .bePublic()
                .check(CLASSES);
    }

    /** Of two resource classes, the one with the longer path hides what the other has below it. */
    @Test
    void noResourceIsBelowAnother() {
        List<String> paths = CLASSES.stream()
                .filter(resource -> resource.isAnnotatedWith(Path.class))
                .map(resource -> resource.getAnnotationOfType(Path.class).value())
                .filter(path -> !path.equals("/"))
                .map(path -> path.replaceAll("\\{[^}]*}", "{}"))
                .toList();
        assertThat(paths)
                .isNotEmpty()
                .noneMatch(path -> paths.stream().anyMatch(other -> other.startsWith(path + "/")));
    }
}
