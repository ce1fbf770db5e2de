package io.redisstreams.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.function.Predicate;
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

    /** Of two resource classes, the one with the longer path hides the paths of methods that the other has below its own. */
    @Test
    void noResourceIsBelowAnother() {
        List<String> paths = paths(resource -> true);
        List<String> withMethodsBelow = paths(
                resource -> resource.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(Path.class)));
        assertThat(withMethodsBelow)
                .isNotEmpty()
                .noneMatch(path -> paths.stream().anyMatch(other -> other.startsWith(path + "/")));
    }

    private static List<String> paths(Predicate<JavaClass> chosen) {
        return CLASSES.stream()
                .filter(resource -> resource.isAnnotatedWith(Path.class))
                .filter(chosen)
                .map(resource -> resource.getAnnotationOfType(Path.class).value())
                .filter(path -> !path.equals("/"))
                .map(path -> path.replaceAll("\\{[^}]*}", "{}"))
                .toList();
    }
}
