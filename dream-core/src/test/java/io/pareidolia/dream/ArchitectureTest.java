package io.pareidolia.dream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom inside the library, and what a library leaves to its caller. */
@AnalyzeClasses(packages = "io.pareidolia.dream", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesKnowOnlyThoseBelowThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("failure")
            .definedBy("io.pareidolia.dream.failure")
            .layer("picture")
            .definedBy("io.pareidolia.dream.picture..")
            .layer("machine")
            .definedBy("io.pareidolia.dream.machine")
            .layer("graph")
            .definedBy("io.pareidolia.dream.graph..")
            .layer("network")
            .definedBy("io.pareidolia.dream.network..")
            .layer("content")
            .definedBy("io.pareidolia.dream.content")
            .layer("dream")
            .definedBy("io.pareidolia.dream")
            .whereLayer("failure")
            .mayNotAccessAnyLayer()
            .whereLayer("picture")
            .mayOnlyAccessLayers("failure")
            .whereLayer("machine")
            .mayOnlyAccessLayers("failure")
            .whereLayer("graph")
            .mayOnlyAccessLayers("machine", "failure")
            .whereLayer("network")
            .mayOnlyAccessLayers("graph", "machine", "failure")
            .whereLayer("content")
            .mayOnlyAccessLayers("network", "graph", "machine", "picture", "failure")
            .whereLayer("dream")
            .mayOnlyAccessLayers("network", "graph", "machine", "picture", "failure");

    @ArchTest
    static final ArchRule everyClassHasAPackageThatTheseRulesKnow = classes()
            .should()
            .resideInAnyPackage(
                    "io.pareidolia.dream",
                    "io.pareidolia.dream.content",
                    "io.pareidolia.dream.failure",
                    "io.pareidolia.dream.picture..",
                    "io.pareidolia.dream.machine",
                    "io.pareidolia.dream.graph",
                    "io.pareidolia.dream.graph.model",
                    "io.pareidolia.dream.graph.rule",
                    "io.pareidolia.dream.graph.check",
                    "io.pareidolia.dream.graph.fast",
                    "io.pareidolia.dream.network..");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.pareidolia.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule rulesOfOperatorsKnowOnlyTheModelOfAGraph = noClasses()
            .that()
            .resideInAPackage("io.pareidolia.dream.graph.rule")
            .should()
            .dependOnClassesThat(resideInAPackage("io.pareidolia..")
                    .and(resideInAnyPackage(
                                    "io.pareidolia.dream.graph.rule",
                                    "io.pareidolia.dream.graph.model",
                                    "io.pareidolia.dream.failure")
                            .negate()))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheMachineAndGraphsKnowTheRuntime = noClasses()
            .that()
            .resideOutsideOfPackages("io.pareidolia.dream.machine", "io.pareidolia.dream.graph..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "ai.onnxruntime..", "ai.onnx..");

    @ArchTest
    static final ArchRule aLibraryDoesNotPrint = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule logsGoThroughSlf4j =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    @ArchTest
    static final ArchRule aLibraryDoesNotEndTheProgram = noClasses()
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);
}
