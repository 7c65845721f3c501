package valentine.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import valentine.audit.Audit;
import valentine.audit.Finding;
import valentine.csv.Kind;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Handles;
import valentine.db.Backup;
import valentine.db.TestDatabase;
import valentine.intake.Import;

class ErasureTest {
    private static final int REENTRIES = Integer.getInteger("valentine.reentries", 100_000);

    @AutoClose
    final Keeping firm = new Keeping();

    @Test
    void nothing_of_a_canary_is_left_in_any_column_of_any_table() throws Exception {
        firm.comeIn("Canary", "canary");
        firm.comeIn("Ben", "ben");
        CustomerId canary = firm.customer("canary-1");
        putEverywhere(canary);
        Set<String> before = firm.places();
        assertThat(before)
                .contains(
                        "customer.customer.name",
                        "customer.handle.value",
                        "customer.word.word",
                        "customer.statement.traits",
                        "history.interaction.properties",
                        "history.message.message_id",
                        "history.untold.message_id",
                        "event.quarantine.body",
                        "event.duplicate.message_id",
                        "fondness.evidence.words",
                        "intake.import.refused");

        Erasure erasure = firm.erase(canary);

        assertThat(firm.places()).isEmpty();
        try (var files = Files.walk(firm.database().folder())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file).toLowerCase(java.util.Locale.ROOT))
                        .as(file.toString())
                        .doesNotContain("canary");
            }
        }
        assertThat(firm.erasures().rehearse(canary)).allMatch(held -> held.count() == 0);
        assertThat(erasure.isFinished()).isTrue();
        assertThat(firm.count("SELECT count(*) FROM history.forgotten WHERE kind = 'order' AND amount >= 24.9"))
                .isEqualTo(1);
        // Ben is as he was.
        assertThat(firm.erasures().rehearse(firm.customer("ben-1")).stream().mapToLong(Erasures.Held::count))
                .anyMatch(count -> count > 4);
        assertThat(firm.bean(Audit.class).verify(List.of())).isInstanceOf(Finding.Whole.class);
        assertThat(firm.count("SELECT count(*) FROM audit.entry WHERE act = 'customer forgotten' AND details LIKE '%"
                        + erasure.hash() + "%'"))
                .isEqualTo(1);
    }

    @Test
    void of_a_hundred_thousand_reentries_none_gets_in() {
        firm.comeIn("Canary", "canary");
        firm.erase(firm.customer("canary-1"));
        int half = REENTRIES / 2;
        List<String> batch = new ArrayList<>();
        for (int i = 0; i < half; i++) {
            batch.add(
                    switch (i % 4) {
                        case 0 -> track("canary-1", "again-" + i);
                        case 1 ->
                            "{\"type\":\"identify\",\"messageId\":\"again-" + i + "\",\"userId\":\"another-" + i
                                    + "\",\"traits\":{\"email\":\"CANARY@example.com\"}}";
                        case 2 ->
                            "{\"type\":\"track\",\"messageId\":\"again-" + i + "\",\"anonymousId\":\"visitor-canary\","
                                    + "\"event\":\"Order Completed\",\"properties\":{\"total\":5}}";
                        // It cannot be understood either, and must not wait in the quarantine.
                        default -> "{\"type\":\"track\",\"messageId\":\"again-" + i + "\",\"userId\":\"canary-1\"}";
                    });
            if (batch.size() < 500 && i < half - 1) continue;
            Keeping.Answered answered = firm.send(batch);
            assertThat(answered.accepted()).isZero();
            assertThat(answered.reasons()).hasSize(batch.size()).containsOnly(WHY);
            batch.clear();
        }
        List<String> lines = new ArrayList<>(List.of("customer id,name,email,phone"));
        IntStream.range(0, REENTRIES - half)
                .forEach(i -> lines.add(
                        i % 2 == 0
                                ? "canary-1,Canary Again,,"
                                : "new-%d,Canary Again %d,%s,%s"
                                        .formatted(
                                                i,
                                                i,
                                                i % 3 == 0 ? "canary@example.com" : "",
                                                i % 3 == 0 ? "" : "+44 20 7946 0001")));
        Import done = firm.bring(Kind.CUSTOMERS, lines);

        assertThat(done.tally().refused()).isEqualTo(REENTRIES - half);
        assertThat(done.reasons()).extracting(Import.Reason::why).containsExactly(WHY);
        assertThat(firm.places()).isEmpty();
        assertThat(firm.count("SELECT count(*) FROM customer.customer")).isZero();
    }

    @Test
    void an_erasure_that_was_cut_off_is_finished_before_anybody_is_served() {
        firm.comeIn("Canary", "canary");
        CustomerId canary = firm.customer("canary-1");
        firm.jdbc().sql("""
                CREATE FUNCTION public.stop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''cut off''; END'
                """).update();
        firm.jdbc()
                .sql("CREATE TRIGGER stop BEFORE DELETE ON history.interaction EXECUTE FUNCTION public.stop()")
                .update();
        assertThatThrownBy(() -> firm.erase(canary)).hasMessageContaining("cut off");
        assertThat(firm.send(track("canary-1", "late")).accepted()).isZero();
        firm.jdbc().sql("DROP TRIGGER stop ON history.interaction").update();

        firm.startAnew();

        assertThat(firm.count("SELECT count(*) FROM erasure.erasure WHERE finished_at IS NULL"))
                .isZero();
        assertThat(firm.places()).isEmpty();
    }

    @Test
    void a_device_that_others_use_too_serves_them_still() {
        firm.comeIn("Canary", "canary");
        firm.erase(firm.customer("canary-1"));

        var answered = firm.send("{\"type\":\"track\",\"messageId\":\"o\",\"userId\":\"other\",\"anonymousId\":"
                + "\"visitor-canary\",\"event\":\"Order Completed\",\"properties\":{\"total\":5}}");

        assertThat(answered.accepted()).isEqualTo(1);
        assertThat(firm.places()).isEmpty();
    }

    @Test
    void who_comes_back_of_his_own_will_can_be_let_in_again() {
        firm.comeIn("Canary", "canary");
        Erasure erasure = firm.erase(firm.customer("canary-1"));

        assertThat(firm.erasures().readmit(erasure.id(), "Opened a new account", new valentine.team.MemberId(1)))
                .isTrue();

        assertThat(firm.send(track("canary-1", "back")).accepted()).isEqualTo(1);
        // Nothing of before is there.
        assertThat(firm.count("SELECT count(*) FROM history.interaction")).isEqualTo(1);
    }

    @Test
    void a_backup_from_before_is_erased_again_before_anybody_is_served() throws Exception {
        firm.comeIn("Canary", "canary");
        firm.comeIn("Ben", "ben");
        Path backup = Files.createTempDirectory("backup").resolve("before.zip");
        Backup.write(firm.database().open(), backup);
        firm.erase(firm.customer("canary-1"));

        try (TestDatabase other = TestDatabase.create()) {
            other.open().folder().inherit(firm.database().folder(), List.of(Journal.FILE, "suppression.key"));
            Backup.restore(other.open(), backup);
            assertThat(Keeping.places(other.jdbc())).contains("customer.customer.name");
            try (var context = other.context()) {
                assertThat(Keeping.places(other.jdbc())).isEmpty();
                assertThat(context.getBean(Erasures.class).count(Erasure.Why.JOURNAL))
                        .isEqualTo(1);
                assertThat(context.getBean(Handles.class)
                                .owner(Handle.id("ben-1").orElseThrow()))
                        .isPresent();
            }
        }
    }

    @Test
    void ten_thousand_interactions_are_handed_out_within_five_seconds_and_forgotten_within_sixty() {
        List<String> lines = new ArrayList<>(List.of("customer id,date,type,text"));
        for (int i = 0; i < 10_000; i++) {
            lines.add("canary-1,%s,message_in,canary says %d"
                    .formatted(java.time.LocalDate.parse("2016-01-01").plusDays(i % 3_500), i));
        }
        firm.bring(Kind.INTERACTIONS, lines);
        CustomerId canary = firm.customer("canary-1");

        long begun = System.nanoTime();
        var bytes = new java.io.ByteArrayOutputStream();
        firm.bean(Takeouts.class).write(canary, bytes);
        long taken = System.nanoTime();
        Erasure erasure = firm.erase(canary);
        long forgotten = System.nanoTime();

        System.out.printf(
                "10,000 interactions handed out in %d ms (%d bytes), forgotten in %d ms%n",
                (taken - begun) / 1_000_000, bytes.size(), (forgotten - taken) / 1_000_000);
        assertThat(taken - begun).isLessThan(5_000_000_000L);
        assertThat(forgotten - taken).isLessThan(60_000_000_000L);
        assertThat(erasure.isFinished()).isTrue();
        assertThat(firm.count("SELECT sum(interactions) FROM history.forgotten"))
                .isEqualTo(10_000);
        assertThat(firm.places()).isEmpty();
    }

    private static final String WHY = "This is about somebody who must not be stored here.";

    private static String track(String customer, String message) {
        return "{\"type\":\"track\",\"messageId\":\"%s\",\"userId\":\"%s\",\"event\":\"Order Completed\",\"properties\":"
                        .formatted(message, customer)
                + "{\"total\":5}}";
    }

    /// Where the work of days has not come yet: what other words keep of somebody.
    private void putEverywhere(CustomerId customer) {
        long id = customer.value();
        long ben = firm.customer("ben-1").value();
        for (String sql : List.of(
                "INSERT INTO fondness.evidence (customer, at, kind, share, words, source, reference)"
                        + " VALUES (%d, now(), 'praise canary', 1, 'canary sings', 'canary source', 'canary reference')",
                "INSERT INTO fondness.standing (customer, chance, low, high, pieces, worth, last_at, pull, why, run)"
                        + " VALUES (%d, 0.5, 0, 1, 1, 1, now(), 0, '[\"canary\"]', 0) ON CONFLICT (customer)"
                        + " DO UPDATE SET why = excluded.why",
                "INSERT INTO health.standing (customer, run, scored_at, as_of, band, staying, orders, first_at, last_at,"
                        + " expected_orders, expected_value, yearly_value, at_risk, attention, reasons) VALUES (%d, 0,"
                        + " now(), now(), 'in_touch', 1, 1, now(), now(), 1, 1, 1, 1, 1, '[\"canary\"]')"
                        + " ON CONFLICT (customer) DO UPDATE SET reasons = excluded.reasons",
                "INSERT INTO health.quarter_place (day, customer, field) VALUES ('2026-03-31', %d, 'canary')",
                "INSERT INTO gesture.decision (customer, gesture, answer, rests_till, member, decided_at)"
                        + " VALUES (%d, 'canary', 'done', now(), 1, now())",
                "INSERT INTO duplicate.seen (customer, keys) VALUES (%d, '{1}') ON CONFLICT DO NOTHING",
                "INSERT INTO customer.movement (profile, from_head, to_head, why) VALUES (%1$d, %1$d, %1$d, 'canary')",
                "INSERT INTO customer.alarm (kind, value, why) VALUES ('external', 'canary-1', 'limit')",
                "UPDATE history.interaction SET channel = 'canary channel' WHERE customer = %d AND kind = 'order'",
                "UPDATE customer.statement SET source = 'canary' WHERE customer = %d")) {
            firm.jdbc().sql(sql.formatted(id)).update();
        }
        firm.jdbc()
                .sql("INSERT INTO customer.verdict (kind, kept, gone, evidence, choices, at) VALUES ('different', "
                        + Math.min(id, ben) + ", " + Math.max(id, ben)
                        + ", '{\"words\": [\"canary\"]}', '{\"name\": \"canary\"}', now())")
                .update();
        firm.jdbc()
                .sql("INSERT INTO duplicate.pair (one, other, probability, degrees, evidence, found_at) VALUES ("
                        + Math.min(id, ben) + ", " + Math.max(id, ben) + ", 0.5, '{1}', '[\"canary\"]', now())")
                .update();
    }
}
