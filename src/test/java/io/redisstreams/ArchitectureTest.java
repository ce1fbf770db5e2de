package io.redisstreams;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packages' one direction. The root package wires them together: it may import all, and none imports it. */
class ArchitectureTest {
    private static final String ROOT = "io.redisstreams";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** Each package with those that it may import; whatever is not said is forbidden. */
    enum Package {
        EVENT,
        REDIS,
        STREAM(REDIS, EVENT),
        OUTBOX(STREAM, REDIS, EVENT),
        USER(OUTBOX, STREAM, EVENT),
        TASK(OUTBOX, STREAM, EVENT),
        CHAT(OUTBOX, STREAM, EVENT),
        SYSTEM(OUTBOX, STREAM, EVENT),
        API(USER, TASK, CHAT, SYSTEM, OUTBOX, STREAM, REDIS, EVENT),
        OPS(REDIS, STREAM, OUTBOX, EVENT),
        CLI(REDIS, STREAM, EVENT, OUTBOX),
        DEV;

        private final Set<Package> imports;

        Package(Package... imports) {
            this.imports = Set.of(imports);
        }

        String pattern() {
            return ROOT + "." + name().toLowerCase(Locale.ROOT) + "..";
        }

        String[] allowed() {
            return Stream.concat(Stream.of(this), imports.stream())
                    .map(Package::pattern)
                    .toArray(String[]::new);
        }
    }

    @ParameterizedTest
    @EnumSource
    void importsOnlyWhatItMay(Package from) {
        noClasses()
                .that()
                .resideInAPackage(from.pattern())
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(from.allowed()))))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNamedHere() {
        String[] named = Stream.concat(
                        Stream.of(ROOT), Arrays.stream(Package.values()).map(Package::pattern))
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(named).check(CLASSES);
    }

    @Test
    void noPackagesFormACycle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
