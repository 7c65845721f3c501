package valentine.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.customer.AccountId;
import valentine.customer.CustomerId;
import valentine.customer.Suppressions;
import valentine.db.TestDatabase;
import valentine.intake.Import;
import valentine.intake.Imports;
import valentine.reading.PromiseKind;

class PromiseFileTest {
    @AutoClose
    private final TestDatabase database = TestDatabase.create();

    @AutoClose
    private final ConfigurableApplicationContext context = database.context();

    private final Imports imports = context.getBean(Imports.class);
    private final Promises promises = context.getBean(Promises.class);
    private final JdbcClient jdbc = database.jdbc();

    @TempDir
    private Path folder;

    @Test
    void promised_and_actual_dates_make_kept_late_and_broken_promises() throws IOException {
        Import done = bring("""
                order_id,customer_id,order_status,order_purchase_timestamp,order_delivered_customer_date,order_estimated_delivery_date,seller_state
                a1,ann,delivered,2024-03-01 10:00:00,2024-03-10 23:30:00,2024-03-10 00:00:00,SP
                a2,ann,delivered,2024-03-01 10:00:00,2024-03-12 09:00:00,2024-03-10 00:00:00,SP
                a3,ben,shipped,2024-03-01 10:00:00,,2024-03-10 00:00:00,RJ
                a4,ben,canceled,2024-03-01 10:00:00,,2024-03-10 00:00:00,RJ
                """);

        assertThat(done.why()).isNull();
        assertThat(done.tally().stored()).isEqualTo(4);
        assertThat(endings()).isEqualTo(Map.of("kept", 1L, "kept_late", 1L, "broken", 1L, "withdrawn", 1L));
        assertThat(facts()).isEqualTo(Map.of("promise_made", 4L, "promise_kept", 2L, "promise_broken", 2L));
        Promise late = promises.kept(null, 1).getFirst();
        assertThat(late.what()).isEqualTo("Delivery a2");
        assertThat(late.kind()).isEqualTo(PromiseKind.DELIVERY);
        assertThat(late.care().branch()).isEqualTo("SP");
        assertThat(late.deadline().due()).isEqualTo("2024-03-10T23:59:59.999999Z");
    }

    @Test
    void the_same_file_twice_changes_nothing() throws IOException {
        String file = """
                customer,what,promised date,actual date,kind
                ann,Call about the roof,2024-05-06,2024-05-06,call back
                ann,Call about the roof,2024-05-06,2024-05-06,call back
                ben,Mend the gate,2024-05-07 12:00,,fix
                """;
        bring(file);
        String before = ledger();

        Import again = bring(file);

        assertThat(again.tally().stored()).isZero();
        assertThat(again.tally().duplicate()).isEqualTo(3);
        assertThat(ledger()).isEqualTo(before);
        assertThat(endings()).isEqualTo(Map.of("kept", 1L, "broken", 1L));
    }

    @Test
    void a_promise_that_was_open_is_kept_by_a_later_file() throws IOException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String head = "reference,customer,what,promised on,promised for,kept on\n";
        String row = "77,ann,Send the part," + today.minusDays(4) + "," + today.minusDays(2) + ",";
        bring(head + row + "\n");
        Promise open = promises.open(null, null, Instant.now(), 10).getFirst();
        assertThat(open.outcome()).isNull();

        Import later = bring(head + row + today.minusDays(1) + "\n");

        assertThat(later.tally().stored()).isEqualTo(1);
        assertThat(promises.find(open.id()).orElseThrow().outcome()).isInstanceOf(Outcome.KeptLate.class);
        assertThat(facts()).isEqualTo(Map.of("promise_made", 1L, "promise_kept", 1L, "promise_broken", 1L));
        assertThat(promises.open(null, null, Instant.now().plus(Duration.ofDays(999)), 10))
                .isEmpty();
    }

    @Test
    void a_company_is_promised_something_with_one_of_its_people_or_alone() throws IOException {
        String file = """
                customer,company,what,promised on,promised for,kept on
                ,Berg & Söhne,Deliver the pallets,2024-05-01,2024-05-06,2024-05-07
                ann,BERG & SÖHNE,Call about the roof,2024-05-01,2024-05-06,2024-05-06
                ben,,Mend the gate,2024-05-01,2024-05-06,2024-05-06
                ,--,Nobody's,2024-05-01,2024-05-06,
                ,,Nobody's,2024-05-01,2024-05-06,
                """;
        Import done = bring(file);

        assertThat(done.tally().stored()).isEqualTo(3);
        assertThat(done.tally().refused()).isEqualTo(2);
        AccountId berg = new AccountId(
                jdbc.sql("SELECT id FROM customer.account").query(Long.class).single());
        assertThat(promises.of(berg, null, 10))
                .extracting(promise -> promise.whom().account(), promise -> promise.what())
                .containsExactlyInAnyOrder(tuple(berg, "Deliver the pallets"), tuple(berg, "Call about the roof"));
        assertThat(endings()).isEqualTo(Map.of("kept", 2L, "kept_late", 1L));
        // The history is of people: of what was promised to a company alone it knows nothing.
        assertThat(facts()).isEqualTo(Map.of("promise_made", 2L, "promise_kept", 2L));
        assertThat(bring(file).tally().stored()).isZero();
    }

    @Test
    void a_file_of_companies_alone_needs_no_customers() throws IOException {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(9);
        String head = "reference,account,what,promised for,kept on\n";
        bring(head + "7,Berg,Deliver," + day + ",\n");
        assertThat(bring(head + "7,Berg,Deliver," + day + "," + day.minusDays(9) + "\n")
                        .tally()
                        .stored())
                .isEqualTo(1);
        assertThat(endings()).isEqualTo(Map.of("kept", 1L));
    }

    @Test
    void who_asked_to_be_forgotten_is_left_out_and_the_rest_comes_in() throws IOException {
        bring("customer,what,promised for\nann,Call,2024-05-06\n");
        CustomerId ann = promises.all(null, 1).getFirst().whom().customer();
        Suppressions suppressions = context.getBean(Suppressions.class);
        context.getBean(TransactionTemplate.class)
                .executeWithoutResult(
                        _ -> suppressions.suppress(UUID.randomUUID(), suppressions.of(List.of(ann)), List.of(ann)));

        Import again = bring("customer,what,promised for\nann,Mend,2024-05-06\nben,Mend,2024-05-06\n");

        assertThat(again.tally().stored()).isEqualTo(1);
        assertThat(again.tally().refused()).isEqualTo(1);
    }

    @Test
    void rows_that_cannot_be_are_refused_with_the_mend() throws IOException {
        Import done = bring("""
                customer,what,promised on,promised for,kept on,kind,owner,amount
                ,No one,2024-01-01,2024-01-05,,fix,,
                ann,No date,2024-01-01,,,fix,,
                ann,No kind,2024-01-01,2024-01-05,,prayer,,
                ann,Due before,2024-01-09,2024-01-05,,fix,,
                ann,Kept ahead,2024-01-01,2024-01-05,2999-01-05,fix,,
                ann,Nobodys,2024-01-01,2024-01-05,,fix,nobody@example.org,
                ann,Negative,2024-01-01,2024-01-05,,fix,,-3
                ann,Good,2024-01-01,2024-01-05,2024-01-04,fix,,12.50 EUR
                """);

        assertThat(done.tally().refused()).isEqualTo(7);
        assertThat(done.tally().stored()).isEqualTo(1);
        assertThat(done.reasons())
                .allMatch(reason -> reason.why().endsWith("?") || reason.why().endsWith("."));
        assertThat(promises.all(null, 10).getFirst().money()).isNotNull();
    }

    private Import bring(String text) throws IOException {
        Path path = Files.writeString(Files.createTempFile(folder, "promises", ".csv"), text);
        CsvFile file = CsvFile.open(path);
        Kind kind = imports.kind("promises").orElseThrow();
        Mapping mapping = Mapping.guess(kind, file);
        assertThat(mapping.missing()).isEmpty();
        return imports.run(imports.begin(kind, "promises.csv").id(), file, mapping, List.of(), _ -> {});
    }

    private Map<String, Long> endings() {
        return counts("SELECT how AS word, count(*) AS count FROM promise.ending GROUP BY how");
    }

    private Map<String, Long> facts() {
        return counts("SELECT kind AS word, count(*) AS count FROM history.interaction GROUP BY kind");
    }

    private Map<String, Long> counts(String sql) {
        return jdbc.sql(sql).query((row, _) -> Map.entry(row.getString("word"), row.getLong("count"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private String ledger() {
        return jdbc.sql("""
                        SELECT (SELECT string_agg(p::text, ',' ORDER BY id) FROM promise.promise p)
                            || (SELECT string_agg(e::text, ',' ORDER BY promise) FROM promise.ending e)
                            || (SELECT string_agg(i::text, ',' ORDER BY id) FROM history.interaction i) AS ledger
                        """).query((row, _) -> row.getString("ledger")).single();
    }
}
