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

    /** Of two resource classes, the one with the longer path hides the calls that the other has at or below that path. */
    @Test
    void noResourceHidesACallOfAnother() {
        List<JavaClass> resources = CLASSES.stream()
                .filter(resource -> resource.isAnnotatedWith(Path.class))
                .toList();
        assertThat(resources).hasSizeGreaterThan(20);
        for (JavaClass resource : resources) {
            List<String> longer = resources.stream()
                    .map(ResourcesTest::path)
                    .filter(other -> other.length() > path(resource).length())
                    .toList();
            assertThat(calls(resource))
                    .allSatisfy(call -> assertThat(longer).noneMatch(other -> (call + "/").startsWith(other + "/")));
        }
    }

    private static List<String> calls(JavaClass resource) {
        return resource.getMethods().stream()
                .filter(method -> method.isAnnotatedWith(Path.class))
                .map(method -> path(resource)
                        + normal(method.getAnnotationOfType(Path.class).value()))
                .toList();
    }

    private static String path(JavaClass resource) {
        return normal(resource.getAnnotationOfType(Path.class).value());
    }

    private static String normal(String path) {
        return path.equals("/") ? "" : path.replaceAll("\\{[^}]*}", "{}");
    }
}
