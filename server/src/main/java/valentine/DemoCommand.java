package valentine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import valentine.audit.Actor;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.customer.Customers;
import valentine.db.CannotStart;
import valentine.db.Database;
import valentine.event.Source;
import valentine.event.Sources;
import valentine.health.Scores;
import valentine.intake.Import;
import valentine.intake.Imports;
import valentine.portal.OwnLinks;
import valentine.simulation.Simulation;
import valentine.team.Firm;
import valentine.team.Firms;
import valentine.team.Keys;
import valentine.team.Member;
import valentine.team.Members;

/// `demo`: a simulated shop to look around in, brought in by the same import as any firm's own files.
@Command(
        name = "demo",
        description = "Start with a simulated shop, in a data folder of its own.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int CUSTOMERS = 2_005;
    private static final int MONTHS = 36;
    private static final long SEED = 14;
    private static final String DEMO_KEY = "Demo";
    private static final String DEMO_SOURCE = "The demo's programs";

    @Mixin
    Place place;

    @Mixin
    ServeCommand.Listening listening;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        listening.check();
        Database database = place.own("valentine-demo");
        ConfigurableApplicationContext context = listening.serve(database);
        Members members = context.getBean(Members.class);
        if (!members.setUp()) {
            fill(context);
            members.addOwnerWithoutPassword("maja@lindqvist.example", "Maja Lindqvist");
            Member owner = members.all().getFirst();
            Instant now = context.getBean(Clock.class).instant();
            DemoConversations.tell(context, owner.id(), now);
            DemoPromises.giveNewDate(context, owner, now);
        }
        String url = listening.url(context);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Valentine is ready at " + url);
        out.println("Write key: " + writeKey(context.getBean(Sources.class)));
        out.println("Secret key: " + secretKey(context.getBean(Keys.class)));
        out.println("Sign in: " + url + members.signInLink());
        ownPage(context).ifPresent(link -> out.println("Customer's own page: " + link));
        out.flush();
        return ServeCommand.RUNNING;
    }

    /// A link to the page that one of the customers has of his own; each start makes another.
    private static Optional<String> ownPage(ConfigurableApplicationContext context) {
        return context.getBean(Customers.class).search("Anna", 1).stream()
                .findFirst()
                .map(anna -> context.getBean(OwnLinks.class).make(anna, Actor.CONSOLE));
    }

    /// A key is shown once, so that every start makes its own; the one before it ends.
    private static String secretKey(Keys keys) {
        keys.all(Keys.Purpose.SECRET).stream()
                .filter(key -> key.name().equals(DEMO_KEY) && key.revokedAt() == null)
                .forEach(key -> keys.revoke(key.id(), Actor.CONSOLE));
        return keys.make(Keys.Purpose.SECRET, DEMO_KEY, Actor.CONSOLE).text();
    }

    /// The key of the demo's one source, made anew at every start for the same reason.
    private static String writeKey(Sources sources) {
        return sources.all().stream()
                .filter(source -> source.name().equals(DEMO_SOURCE))
                .findFirst()
                .flatMap(source -> sources.rotate(source.id(), Actor.CONSOLE))
                .or(() -> sources.make(DEMO_SOURCE, Source.Kind.SERVER, List.of(), Actor.CONSOLE)
                        .map(Sources.Made::key))
                .orElseThrow();
    }

    private void fill(ConfigurableApplicationContext context) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        err.println("Simulating a shop …");
        err.flush();
        context.getBean(Firms.class)
                .change(
                        new Firm("Lindqvist & Daughters", Currency.getInstance("EUR"), ZoneId.systemDefault(), 180),
                        Actor.CONSOLE);
        Path folder = Files.createTempDirectory("valentine-demo");
        try {
            LocalDate yesterday = LocalDate.now(context.getBean(Clock.class)).minusDays(1);
            new Simulation(CUSTOMERS, MONTHS, SEED, yesterday).write(folder);
            Imports imports = context.getBean(Imports.class);
            DemoPromises.takeOut(folder, yesterday.plusDays(1));
            Kind promises = imports.kind("promises").orElseThrow();
            for (Kind kind : List.of(Kind.CUSTOMERS, Kind.ORDERS, Kind.INTERACTIONS, promises)) {
                err.println("Importing its " + kind.word() + " …");
                err.flush();
                bring(imports, kind, folder.resolve(kind.word() + ".csv"));
            }
            err.println("Scoring everybody …");
            err.flush();
            context.getBean(Scores.class).everybody();
        } finally {
            delete(folder);
        }
    }

    private static void bring(Imports imports, Kind kind, Path path) throws IOException {
        CsvFile file = CsvFile.open(path);
        Mapping mapping = Mapping.guess(kind, file);
        Import begun = imports.begin(kind, path.getFileName().toString());
        Import done = imports.run(begun.id(), file, mapping, List.of(), _ -> {});
        if (!done.isFinished() || done.tally().refused() > 0) {
            throw new CannotStart("The demo could not bring its " + kind.word() + " in: " + done.why());
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
