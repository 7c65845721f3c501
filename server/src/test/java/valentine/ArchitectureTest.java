package valentine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import valentine.db.Migrations;

class ArchitectureTest {
    /// Each word may import only words before it.
    private static final List<String> WORDS = List.of(
            "db",
            "web",
            "guard",
            "audit",
            "vault",
            "factor",
            "csv",
            "simulation",
            "staying",
            "backtest",
            "team",
            "calendar",
            "reading",
            "access",
            "mail",
            "customer",
            "transparency",
            "history",
            "fondness",
            "intake",
            "event",
            "erasure",
            "portal",
            "duplicate",
            "channel",
            "email",
            "chat",
            "messenger",
            "webhook",
            "feed",
            "promise",
            "conversation",
            "health",
            "pace",
            "effort",
            "proof",
            "gesture",
            "api");

    /// What a module's owner lets others read.
    private static final Set<String> PUBLISHED = Set.of(
            "customer.card",
            "customer.profile",
            "customer.person",
            "customer.movement",
            "customer.decided",
            "history.purchase",
            "history.stream",
            "history.told",
            "history.handling",
            "history.kept_message",
            "history.spoken",
            "fondness.standing",
            "fondness.piece",
            "health.standing",
            "health.place",
            "conversation.conversation",
            "conversation.message",
            "conversation.happening",
            "channel.arrival",
            "channel.departure",
            "channel.attachment",
            "channel.thread",
            "channel.thread_of",
            "db.scheduled_tasks");

    private static final Path MAIN = Path.of("src/main/java/valentine");
    private static final Path TESTS = Path.of("src/test/java");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("valentine");

    @Test
    void no_word_imports_one_that_comes_after_it() {
        for (int i = 0; i < WORDS.size(); i++) {
            String[] later = WORDS.subList(i + 1, WORDS.size()).stream()
                    .map(word -> "valentine." + word)
                    .toArray(String[]::new);
            if (later.length > 0) {
                ArchRuleDefinition.noClasses()
                        .that()
                        .resideInAPackage("valentine." + WORDS.get(i))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later)
                        .allowEmptyShould(true)
                        .check(classes);
            }
        }
    }

    @Test
    void packages_form_no_circle() {
        SlicesRuleDefinition.slices()
                .matching("valentine.(*)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void every_package_is_a_known_word() {
        assertThat(folders()).isSubsetOf(WORDS);
    }

    @Test
    void the_modules_are_sound_to_modulith() {
        // The models are a library: all its packages are there for others.
        ApplicationModules.of(Application.class, resideInAPackage("valentine.models.."))
                .verify();
    }

    @Test
    void sql_names_its_own_schema_or_a_published_view() throws IOException {
        Pattern table = Pattern.compile("(?i)(?:FROM|JOIN|INTO|UPDATE|TABLE|COPY|TRUNCATE)\\s+("
                + String.join("|", Migrations.SCHEMAS) + ")\\.(\\w+)");
        List<String> foreign = new ArrayList<>();
        for (Path file : sources(MAIN)) {
            String word = MAIN.relativize(file).getName(0).toString();
            table.matcher(Files.readString(file))
                    .results()
                    .filter(found -> !found.group(1).equals(word))
                    .filter(found -> !PUBLISHED.contains(found.group(1) + "." + found.group(2)))
                    // A backup may look at everything.
                    .filter(_ -> !file.endsWith("Backup.java"))
                    .forEach(found -> foreign.add(file + ": " + found.group()));
        }
        assertThat(foreign).isEmpty();
    }

    @Test
    void the_history_is_followed_in_the_order_of_transactions_and_not_of_their_texts() throws IOException {
        // ORDER BY means the column of the answer, where one is called so: '1000' would come before '999'.
        Pattern byText = Pattern.compile("(?s)::text AS tx\\b(?:(?!\"\"\").)*ORDER BY tx\\b");
        for (Path file : sources(MAIN)) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(byText);
        }
    }

    @Test
    void every_package_and_public_type_opens_with_a_sentence() throws IOException {
        Pattern publicType = Pattern.compile(
                "(?m)^public (?:final |sealed |abstract |non-sealed )*(?:class|record|enum|interface) ");
        List<String> silent = new ArrayList<>();
        for (Path file : sources(MAIN)) {
            String text = Files.readString(file);
            if (file.endsWith("package-info.java")) {
                if (!text.startsWith("///") || !text.contains("@NullMarked")) silent.add(file.toString());
                continue;
            }
            var type = publicType.matcher(text);
            if (type.find() && text.substring(0, type.start()).lines().noneMatch(line -> line.startsWith("///"))) {
                silent.add(file.toString());
            }
        }
        for (String word : folders()) {
            if (!Files.exists(MAIN.resolve(word).resolve("package-info.java"))) silent.add(word);
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void no_test_is_skipped_or_sleeps() throws IOException {
        Pattern excuse = Pattern.compile("@Disabled|assumeTrue|assumeFalse|Assumptions\\.|Thread\\.sleep");
        for (Path file : sources(TESTS)) {
            if (!file.endsWith("ArchitectureTest.java")) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(excuse);
            }
        }
    }

    private static List<String> folders() {
        try (Stream<Path> files = Files.list(MAIN)) {
            return files.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
