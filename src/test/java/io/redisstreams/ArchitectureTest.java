package io.redisstreams;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The packages' one direction. The root package wires them together: it may import all, and none imports it. A package that is
 * not named here is a user's own: it may import what it needs, and none of these imports it.
 */
class ArchitectureTest {
    private static final String ROOT = "io.redisstreams";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** Each package, lowest first, with those that it may import. All other imports between them are forbidden. */
    enum Package {
        FAULT,
        EVENT(FAULT),
        PROCESS(FAULT),
        REDIS(FAULT, EVENT, PROCESS),
        POSTGRES(FAULT, PROCESS, REDIS),
        SECURITY(FAULT, EVENT),
        HTTP(FAULT, EVENT, PROCESS, POSTGRES, SECURITY),
        OPERATION(FAULT, EVENT, POSTGRES, SECURITY, HTTP),
        GROUP(FAULT, EVENT, PROCESS, REDIS, POSTGRES, HTTP, SECURITY, OPERATION),
        START(FAULT, PROCESS, GROUP),
        HANDLER(FAULT, EVENT, PROCESS, REDIS, GROUP),
        TRACE(FAULT, EVENT, REDIS, GROUP, HANDLER),
        PUBLISH(FAULT, EVENT, PROCESS, REDIS, GROUP, TRACE),
        EVENTLOG(FAULT, EVENT, PROCESS, REDIS, POSTGRES, HTTP, GROUP, HANDLER, SECURITY, OPERATION),
        CONSUME(FAULT, EVENT, PROCESS, REDIS, POSTGRES, GROUP, HANDLER, TRACE, PUBLISH, EVENTLOG),
        REPLAY(
                FAULT, EVENT, PROCESS, REDIS, POSTGRES, HTTP, GROUP, HANDLER, TRACE, EVENTLOG, CONSUME, SECURITY,
                OPERATION),
        PUSH(FAULT, EVENT, GROUP, HANDLER, TRACE, SECURITY),
        TAIL(FAULT, EVENT, PROCESS, REDIS, HTTP, GROUP, CONSUME, SECURITY),
        TRIM(FAULT, EVENT, PROCESS, REDIS, GROUP, PUBLISH, SECURITY, OPERATION),
        OUTBOX(FAULT, EVENT, PROCESS, REDIS, POSTGRES, HTTP, GROUP, TRACE, PUBLISH, TRIM, SECURITY, OPERATION),
        MONITOR(FAULT, EVENT, PROCESS, REDIS, POSTGRES, HTTP, GROUP, PUBLISH, EVENTLOG, CONSUME, TAIL, TRIM, SECURITY),
        USER(FAULT, EVENT, POSTGRES, HTTP, HANDLER, EVENTLOG, OUTBOX, SECURITY),
        TASK(FAULT, EVENT, POSTGRES, HTTP, HANDLER, OUTBOX, SECURITY),
        CHAT(EVENT, POSTGRES, HTTP, HANDLER, OUTBOX, SECURITY),
        SYSTEM(EVENT, HTTP, HANDLER, OUTBOX, SECURITY),
        CUSTOM(EVENT, HTTP, OUTBOX, SECURITY),
        STORY(FAULT, EVENT, PROCESS, REDIS, HTTP, GROUP, TRACE, EVENTLOG, OUTBOX, SECURITY),
        CLI(FAULT, EVENT, PROCESS, REDIS, POSTGRES, GROUP, PUBLISH, EVENTLOG, REPLAY, MONITOR, STORY, SECURITY),
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
    void noPackagesFormACycle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
