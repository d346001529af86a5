package io.pareidolia.bot;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in the whole program. */
@AnalyzeClasses(packages = "io.pareidolia", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule dreamCoreKnowsNobody = noClasses()
            .that()
            .resideInAPackage("io.pareidolia.dream..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.pareidolia.bot..");

    @ArchTest
    static final ArchRule settingsKnowNoOtherPartOfTheService = noClasses()
            .that()
            .resideInAPackage("io.pareidolia.bot.settings..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.pareidolia.bot..").and(not(resideInAPackage("io.pareidolia.bot.settings.."))));

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.pareidolia.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule fetchKnowsNoOtherRoom = noClasses()
            .that()
            .resideInAPackage("io.pareidolia.bot.fetch..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.pareidolia.bot..").and(resideOutsideOfPackage("io.pareidolia.bot.fetch..")));

    @ArchTest
    static final ArchRule quotaKnowsNoOtherRoom = noClasses()
            .that()
            .resideInAPackage("io.pareidolia.bot.quota..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.pareidolia..").and(resideOutsideOfPackage("io.pareidolia.bot.quota..")));

    @ArchTest
    static final ArchRule controlKnowsNoOtherRoom = noClasses()
            .that()
            .resideInAPackage("io.pareidolia.bot.control..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.pareidolia.bot..").and(resideOutsideOfPackage("io.pareidolia.bot.control..")));

    @ArchTest
    static final ArchRule theRuntimeStaysInsideDreamCore = noClasses()
            .that()
            .resideInAPackage("io.pareidolia.bot..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "ai.onnxruntime..", "ai.onnx..");

    @ArchTest
    static final ArchRule theWorkerKnowsOnlyJobsAndDreams = noClasses()
            .that()
            .resideInAPackage("io.pareidolia.bot.worker..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.pareidolia.bot..")
                    .and(resideInAnyPackage(
                                    "io.pareidolia.bot.worker..",
                                    "io.pareidolia.bot.job..",
                                    "io.pareidolia.bot.settings..")
                            .negate()));

    @ArchTest
    static final ArchRule theLobbyKnowsNoStoreWorkerOrOtherFront = noClasses()
            .that()
            .resideInAPackage("io.pareidolia.bot.lobby..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.pareidolia.bot..")
                    .and(resideInAnyPackage(
                                    "io.pareidolia.bot.lobby..",
                                    "io.pareidolia.bot.job..",
                                    "io.pareidolia.bot.quota..",
                                    "io.pareidolia.bot.fetch..",
                                    "io.pareidolia.bot.settings..")
                            .negate()));

    @ArchTest
    static final ArchRule discordKnowsNoStoreWorkerOrOtherFront = noClasses()
            .that()
            .resideInAPackage("io.pareidolia.bot.discord..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.pareidolia.bot..")
                    .and(resideInAnyPackage(
                                    "io.pareidolia.bot.discord..",
                                    "io.pareidolia.bot.job..",
                                    "io.pareidolia.bot.quota..",
                                    "io.pareidolia.bot.fetch..",
                                    "io.pareidolia.bot.language..",
                                    "io.pareidolia.bot.settings..")
                            .negate()));

    @ArchTest
    static final ArchRule redditKnowsNoStoreWorkerOrOtherFront = noClasses()
            .that()
            .resideInAPackage("io.pareidolia.bot.reddit..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.pareidolia.bot..")
                    .and(resideInAnyPackage(
                                    "io.pareidolia.bot.reddit..",
                                    "io.pareidolia.bot.job..",
                                    "io.pareidolia.bot.quota..",
                                    "io.pareidolia.bot.fetch..",
                                    "io.pareidolia.bot.language..",
                                    "io.pareidolia.bot.settings..")
                            .negate()));

    @ArchTest
    static final ArchRule languageKnowsNoOtherRoom = noClasses()
            .that()
            .resideInAPackage("io.pareidolia.bot.language..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.pareidolia..").and(resideOutsideOfPackage("io.pareidolia.bot.language..")));

    @ArchTest
    static final ArchRule onlyDiscordSpeaksWithJda = noClasses()
            .that()
            .resideOutsideOfPackage("io.pareidolia.bot.discord..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("net.dv8tion..");

    @ArchTest
    static final ArchRule theClientOfRedditKnowsSettingsAlone = noClasses()
            .that()
            .resideInAPackage("io.pareidolia.bot.reddit.client..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.pareidolia..")
                    .and(resideInAnyPackage("io.pareidolia.bot.reddit.client..", "io.pareidolia.bot.settings..")
                            .negate()));

    @ArchTest
    static final ArchRule onlyTheClientOfRedditSpeaksWithJraw = noClasses()
            .that()
            .resideOutsideOfPackage("io.pareidolia.bot.reddit.client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("net.dean.jraw..");

    @ArchTest
    static final ArchRule onlyTheDreamerChildHalts = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.pareidolia.bot.worker.DreamerChild")
            .should()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule onlyMainEndsTheProgram = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.pareidolia.bot.Main")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class);

    @ArchTest
    static final ArchRule logsGoThroughSlf4j =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    @ArchTest
    static final ArchRule operationWatchesJobsAndWorkersFromOutside = noClasses()
            .that()
            .resideInAPackage("io.pareidolia.bot.operation..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.pareidolia.bot..")
                    .and(resideInAnyPackage(
                                    "io.pareidolia.bot.operation..",
                                    "io.pareidolia.bot.job..",
                                    "io.pareidolia.bot.quota..",
                                    "io.pareidolia.bot.settings..",
                                    "io.pareidolia.bot.worker..")
                            .negate()));

    @ArchTest
    static final ArchRule onlyCommandsAndWiringKnowOperation = noClasses()
            .that(resideInAPackage("io.pareidolia.bot..")
                    .and(resideOutsideOfPackage("io.pareidolia.bot"))
                    .and(resideOutsideOfPackage("io.pareidolia.bot.operation..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.pareidolia.bot.operation..");

    @ArchTest
    static final ArchRule figuresAndLogsAreKeptInsideOperation = noClasses()
            .that()
            .resideOutsideOfPackage("io.pareidolia.bot.operation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "ch.qos.logback..");
}
