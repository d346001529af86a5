package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps the Dockerfile's cut-down Java complete. */
class ImageTest {
    @Test
    void itsJavaHasEveryModuleThatTheProgramNames() throws IOException {
        Matcher modules = Pattern.compile("--add-modules (\\S+)").matcher(Files.readString(Path.of("../Dockerfile")));
        assertThat(modules.find()).isTrue();
        Set<String> needed = new TreeSet<>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.pareidolia").stream()
                        .flatMap(ours -> ours.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(ImageTest::ofJava)
                        .forEach(used -> needed.add(used.reflect().getModule().getName()));
        assertThat(needed).contains("java.base", "java.desktop");
        assertThat(List.of(modules.group(1).split(","))).containsAll(needed);
    }

    private static boolean ofJava(JavaClass used) {
        return used.getName().startsWith("java.")
                || used.getName().startsWith("javax.")
                || used.getName().startsWith("com.sun.")
                || used.getName().startsWith("sun.");
    }
}
