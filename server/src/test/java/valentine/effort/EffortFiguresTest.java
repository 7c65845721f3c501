package valentine.effort;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.db.TestDatabase;
import valentine.effort.EffortFigures.Figures;
import valentine.effort.EffortFigures.Place;

/// The figures behind the pages against the same worked out step by step from random conversations.
class EffortFiguresTest {
    private static final int DAY = 24 * 60;

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = database.context();

    private final JdbcClient jdbc = database.jdbc();
    private final Seeding seeding = new Seeding(jdbc);
    private final EffortFigures figures = application.getBean(EffortFigures.class);
    private final Groups groups = application.getBean(Groups.class);
    private final Instant now = Instant.now();

    @BeforeEach
    void nobody_wrote_yet() {
        jdbc.sql("TRUNCATE conversation.conversation, customer.customer, fondness.evidence CASCADE")
                .update();
        figures.anew();
    }

    @Test
    void every_figure_is_as_worked_out_step_by_step() {
        List<Truth> truths = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(7);
        Stories stories = new Stories(seeding, jdbc, now, random);
        for (int i = 0; i < 60; i++) {
            long customer = seeding.customer("Customer " + i);
            int conversations = 1 + random.nextInt(7);
            for (int j = 0; j < conversations; j++) truths.add(stories.story(customer));
        }
        stories.follow(truths);
        Figures shown = counted();

        isSame(shown.all(), truths);
        Map<String, List<Truth>> byLabel = new TreeMap<>();
        for (Truth truth : truths) {
            for (String label : truth.labels.isEmpty() ? List.of("") : truth.labels)
                byLabel.computeIfAbsent(label, _ -> new ArrayList<>()).add(truth);
        }
        are(shown.of(Facet.TOPIC), byLabel);
        are(shown.of(Facet.CHANNEL), by(truths, truth -> truth.medium));
        are(shown.of(Facet.MEMBER), by(truths, truth -> truth.member == null ? "" : "" + truth.member));
        assertThat(shown.of(Facet.MONTH).stream().mapToLong(Counted::asked).sum())
                .isEqualTo(truths.size());

        Map<Long, List<Truth>> customers = truths.stream().collect(Collectors.groupingBy(truth -> truth.customer));
        assertThat(shown.median().customers()).isEqualTo(customers.size());
        assertThat(shown.median().repeats())
                .isEqualTo(middle(
                        customers.values().stream()
                                .map(his -> his.stream()
                                        .mapToInt(truth -> truth.repeats)
                                        .sum())
                                .toList(),
                        0.5));
        List<Matter> top = shown.top().get(new Place(Facet.ALL, ""));
        assertThat(top.getFirst().repeats()
                        + top.getFirst().transfers()
                        + top.getFirst().switches())
                .isEqualTo(truths.stream()
                        .mapToInt(truth -> truth.repeats + truth.transfers + truth.switches)
                        .max()
                        .orElseThrow());
    }

    @Test
    void a_member_who_answers_slower_is_found_and_equals_are_not_told_apart() {
        SplittableRandom random = new SplittableRandom(3);
        long customer = seeding.customer("Anna");
        for (int i = 0; i < 480; i++) {
            int member = i % 6;
            boolean soon = random.nextDouble() < (member == 4 ? 0.45 : 0.85);
            seeding.begun(customer, now.minus(Duration.ofHours(100 + 17L * i)), "email")
                    .put("assignee = " + member)
                    .answered(Duration.ofHours(soon ? 3 : 40));
        }
        Map<String, String> verdicts = groups.of(counted(), Facet.MEMBER).stream()
                .collect(Collectors.toMap(
                        group -> group.counted().key(),
                        group -> group.rate(Measure.IN_A_DAY).verdict()));
        assertThat(verdicts).hasSize(6).containsEntry("4", "worse than the others");
        verdicts.remove("4");
        assertThat(verdicts.values()).doesNotContain("worse than the others");
    }

    @Test
    void without_a_conversation_everything_is_nothing() {
        assertThat(counted()).satisfies(shown -> {
            assertThat(shown.all()).isEqualTo(Counted.NONE);
            assertThat(shown.median().customers()).isZero();
            assertThat(groups.of(shown, Facet.TOPIC)).isEmpty();
        });
    }

    @Test
    void what_a_file_brought_of_earlier_years_is_counted_as_of_its_end() {
        long customer = seeding.customer("Anna");
        Instant then = Instant.parse("2017-10-01T12:00:00Z");
        seeding.begun(customer, then, "import").answered(Duration.ofHours(1)).put("status = 'resolved'");
        seeding.begun(customer, then.minus(Duration.ofDays(60)), "import")
                .answered(Duration.ofHours(1))
                .put("status = 'resolved'");
        Counted all = counted().all();
        assertThat(all.asked()).isEqualTo(2);
        assertThat(all.inADay()).as("the other is not a day old there").isEqualTo(1);
        assertThat(all.grown()).as("nothing is known of how it ended").isZero();
    }

    private Figures counted() {
        Instant deadline = Instant.now().plusSeconds(60);
        Optional<Figures> latest = figures.latest();
        while (latest.isEmpty() && Instant.now().isBefore(deadline)) latest = figures.latest();
        return latest.orElseThrow();
    }

    private void are(List<Counted> counted, Map<String, List<Truth>> expected) {
        assertThat(counted).hasSameSizeAs(expected.keySet());
        counted.forEach(group -> isSame(group, expected.get(group.key())));
    }

    private void isSame(Counted counted, List<Truth> truths) {
        Instant day = now.minus(Duration.ofDays(1));
        Instant old = now.minus(Duration.ofDays(21));
        Map<String, Long> found = new TreeMap<>(Map.of(
                "asked", counted.asked(),
                "easy", counted.easy(),
                "repeated", counted.repeated(),
                "transferred", counted.transferred(),
                "switched", counted.switched(),
                "waits", counted.waits(),
                "day old", counted.dayOld(),
                "in a day", counted.inADay(),
                "replies", counted.reply().number()));
        found.putAll(Map.of(
                "complained", counted.complained(),
                "praised", counted.praised(),
                "told", counted.told(),
                "well", counted.well(),
                "grown", counted.grown(),
                "settled", counted.settled()));
        Map<String, Long> expected = new TreeMap<>(Map.of(
                "asked", (long) truths.size(),
                "easy", count(truths, Truth::easy),
                "repeated", count(truths, truth -> truth.repeats > 0),
                "transferred", count(truths, truth -> truth.transfers > 0),
                "switched", count(truths, truth -> truth.switches > 0),
                "waits", count(truths, truth -> truth.waits),
                "day old", count(truths, truth -> truth.asked.isBefore(day)),
                "in a day", count(truths, truth -> truth.replied != null && truth.replied <= DAY),
                "replies", count(truths, truth -> truth.replied != null)));
        expected.putAll(Map.of(
                "complained", count(truths, truth -> truth.labels.contains("complaint")),
                "praised", count(truths, truth -> truth.labels.contains("praise")),
                "told", count(truths, truth -> truth.well != null),
                "well", count(truths, truth -> Boolean.TRUE.equals(truth.well)),
                "grown", count(truths, truth -> truth.asked.isBefore(old)),
                "settled", count(truths, truth -> truth.asked.isBefore(old) && truth.settled())));
        assertThat(found).as(counted.facet() + " " + counted.key()).isEqualTo(expected);
        List<Integer> waits = truths.stream()
                .filter(truth -> truth.waits)
                .map(truth -> truth.waited)
                .toList();
        if (!waits.isEmpty()) {
            // Who still waits does so by some seconds longer than the test counts.
            assertThat(counted.median()).isBetween(minutes(middle(waits, 0.5)), minutes(middle(waits, 0.5) + 2));
            assertThat(counted.ninetieth()).isBetween(minutes(middle(waits, 0.9)), minutes(middle(waits, 0.9) + 2));
        }
        List<Integer> replies = truths.stream()
                .filter(truth -> truth.replied != null)
                .map(truth -> truth.replied)
                .toList();
        if (!replies.isEmpty()) assertThat(counted.reply().median()).isEqualTo(minutes(middle(replies, 0.5)));
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static long middle(List<Integer> numbers, double share) {
        return numbers.stream()
                .sorted()
                .skip((long) Math.ceil(share * numbers.size()) - 1)
                .findFirst()
                .orElseThrow();
    }

    private static long count(List<Truth> truths, Predicate<Truth> which) {
        return truths.stream().filter(which).count();
    }

    private static Map<String, List<Truth>> by(List<Truth> truths, Function<Truth, String> key) {
        return truths.stream().collect(Collectors.groupingBy(key));
    }
}
