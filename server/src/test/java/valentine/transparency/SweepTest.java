package valentine.transparency;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.Application;
import valentine.audit.Actor;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.db.TestDatabase;
import valentine.event.Source;
import valentine.event.Sources;
import valentine.intake.Import;
import valentine.intake.Imports;
import valentine.team.Member;
import valentine.team.Members;

/// Values that were taken in openly before their kind had a purpose: found wherever they lie, sealed or taken out.
class SweepTest {
    /// A name that nobody takes for that of a birth date, as long as one that everybody does.
    private static final String UNKNOWN = "quellday";

    private static final String KNOWN = "birthday";
    private static final String CANARY = "1977-11-23";

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final HttpClient client = HttpClient.newHttpClient();

    private final JdbcClient jdbc = application.getBean(JdbcClient.class);
    private final SensitiveFields fields = application.getBean(SensitiveFields.class);
    private final Sweeps sweeps = application.getBean(Sweeps.class);

    @Test
    void what_lay_open_is_sealed_or_gone_once_the_field_is_defined(@TempDir Path folder) throws Exception {
        Members members = application.getBean(Members.class);
        if (!members.setUp()) members.addOwnerWithoutPassword("olga@example.org", "Olga");
        Member olga = members.all().getFirst();
        events();
        rows(folder);
        twoProfilesOfOne(olga);
        assertThat(everything()).contains(CANARY);

        // From now on the name is that of a birth date, as if a newer version knew it.
        rename();
        fields.define(SensitiveKind.BIRTH_DATE, new PurposeKey("birthday"), olga);
        sweeps.goOn();

        assertThat(everything()).contains("gold", "Yesterday").doesNotContain(CANARY);
        assertThat(files(database.folder())).contains("Fritz", "Fulda").doesNotContain(CANARY);
        assertThat(fields.forHimself(customer("E-1"))).containsEntry(SensitiveKind.BIRTH_DATE, CANARY);
        assertThat(fields.forHimself(customer("F-1"))).containsEntry(SensitiveKind.BIRTH_DATE, CANARY);
        Sweeps.Progress progress = sweeps.progress().getFirst();
        assertThat(progress.isFinished()).isTrue();
        assertThat(progress.percent()).isEqualTo(100);
        assertThat(progress.found()).isGreaterThanOrEqualTo(8);
        assertThat(progress.where())
                .extracting(Sweeps.Found::what)
                .containsExactlyInAnyOrder(
                        "What happened: properties of events and of rows of files",
                        "Refused messages of programs",
                        "Refused rows of files",
                        "What was said about customers");

        fields.end(SensitiveKind.BIRTH_DATE, olga);
        sweeps.goOn();

        assertThat(fields.forHimself(customer("E-1"))).isEmpty();
        assertThat(sweeps.progress().getFirst().found()).isZero();
    }

    private void events() throws IOException, InterruptedException {
        String key = application
                .getBean(Sources.class)
                .make("The shop", Source.Kind.SERVER, List.of(), Actor.CONSOLE)
                .orElseThrow()
                .key();
        String batch = """
                {"context": {"%2$s": "%1$s"}, "batch": [
                  {"type": "identify", "userId": "E-1", "traits": {"%2$s": "%1$s", "plan": "gold"}},
                  {"type": "identify", "userId": "E-1", "traits": {"more": {"%2$s": "%1$s"}, "city": "Fulda"}},
                  {"type": "track", "userId": "E-1", "event": "Song Played",
                   "properties": {"song": "Yesterday", "%2$s": "%1$s"}},
                  {"type": "track", "event": "Nobody", "properties": {"%2$s": "%1$s"}}]}
                """.formatted(CANARY, UNKNOWN);
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                + ((WebServerApplicationContext) application)
                                        .getWebServer()
                                        .getPort() + "/v1/batch"))
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofString(batch))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private void rows(Path folder) throws IOException {
        Path customers = folder.resolve("customers.csv");
        Files.writeString(customers, """
                customer,name,email,city,%2$s
                F-1,Frieda,frieda@example.org,Fulda,%1$s
                ,Fritz,fritz@example.org,Fulda,%1$s
                """.formatted(CANARY, UNKNOWN));
        bring(Kind.CUSTOMERS, customers);
        Path interactions = folder.resolve("interactions.csv");
        Files.writeString(interactions, """
                customer,date,kind,text,%2$s
                F-1,2026-03-01,message_in,Hello,%1$s
                """.formatted(CANARY, UNKNOWN));
        bring(Kind.INTERACTIONS, interactions);
    }

    /// A choice between two values of it, made by hand.
    private void twoProfilesOfOne(Member olga) {
        jdbc.sql("""
                INSERT INTO customer.verdict (kind, kept, gone, member, choices, at, undone_at)
                SELECT 'same', :kept, :gone, :member, jsonb_build_object(CAST(:name AS text), CAST(:day AS text)), now(), now()
                """)
                .param("kept", customer("E-1").value())
                .param("gone", customer("F-1").value())
                .param("member", olga.id().value())
                .param("name", UNKNOWN)
                .param("day", CANARY)
                .update();
        // And one of the first refused rows that the page of the import shows.
        jdbc.sql("""
                UPDATE intake.import
                SET refused = jsonb_build_array(jsonb_build_object('line', 3, 'column', CAST(:name AS text),
                    'value', CAST(:day AS text), 'why', '''' || CAST(:day AS text) || ''' is no day.'))
                WHERE id = (SELECT min(id) FROM intake.import)
                """).param("name", UNKNOWN).param("day", CANARY).update();
    }

    /// Wherever the name stands, in the database and in files.
    private void rename() throws IOException {
        for (String[] column : jdbc.sql("""
                SELECT format('%I.%I', c.table_schema, c.table_name) AS place, format('%I', c.column_name) AS name,
                       c.udt_name AS type
                FROM information_schema.columns c
                JOIN information_schema.tables t USING (table_schema, table_name)
                WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
                  AND (c.udt_name = 'jsonb' OR (c.table_schema, c.column_name) IN (('event', 'body'), ('event', 'text')))
                """)
                .query((row, _) -> new String[] {row.getString("place"), row.getString("name"), row.getString("type")})
                .list()) {
            String text = column[2].equals("bytea") ? "convert_from(" + column[1] + ", 'UTF8')" : column[1] + "::text";
            String changed = "replace(" + text + ", '" + UNKNOWN + "', '" + KNOWN + "')";
            jdbc.sql("UPDATE " + column[0] + " SET " + column[1] + " = "
                            + (column[2].equals("bytea") ? "convert_to(" + changed + ", 'UTF8')" : changed + "::jsonb")
                            + " WHERE " + text + " LIKE '%" + UNKNOWN + "%'")
                    .update();
        }
        try (Stream<Path> files = Files.walk(database.folder())) {
            for (Path file : files.filter(each -> each.endsWith("refused.csv")).toList()) {
                Files.writeString(file, Files.readString(file).replace(UNKNOWN, KNOWN));
            }
        }
    }

    private void bring(Kind kind, Path path) throws IOException {
        Imports imports = application.getBean(Imports.class);
        CsvFile file = CsvFile.open(path);
        Import begun = imports.begin(kind, path.getFileName().toString());
        imports.run(begun.id(), file, Mapping.guess(kind, file), List.of(), _ -> {});
    }

    private CustomerId customer(String number) {
        return application.getBean(Customers.class).search(number, 1).getFirst();
    }

    /// Every column of every table.
    private String everything() {
        StringBuilder text = new StringBuilder();
        for (String table : jdbc.sql("""
                SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
                """).query((row, _) -> row.getString(1)).list()) {
            text.append(jdbc.sql("SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM " + table + " t")
                    .query((row, _) -> row.getString(1))
                    .single());
        }
        for (String bytes : List.of(
                "SELECT string_agg(convert_from(body, 'UTF8'), '') FROM event.quarantine",
                "SELECT string_agg(convert_from(text, 'UTF8'), '') FROM event.envelope")) {
            text.append(jdbc.sql(bytes)
                    .query((row, _) -> String.valueOf(row.getString(1)))
                    .single());
        }
        return text.toString();
    }

    /// What lies beside the database; its own files hold what was deleted until it cleans up.
    private static String files(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve("imports"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(new String(Files.readAllBytes(file), ISO_8859_1));
            }
        }
        return text.toString();
    }
}
