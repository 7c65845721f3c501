package valentine.effort;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Random conversations, told to the database step by step and worked out beside it.
final class Stories {
    private static final List<String> LABELS = List.of("delivery", "invoice", "complaint", "praise");
    private static final List<String> MEDIA = List.of("email", "chat", "phone");
    private static final int DAY = 24 * 60;

    private final Seeding seeding;
    private final JdbcClient jdbc;
    private final Instant now;
    private final SplittableRandom random;

    Stories(Seeding seeding, JdbcClient jdbc, Instant now, SplittableRandom random) {
        this.seeding = seeding;
        this.jdbc = jdbc;
        this.now = now;
        this.random = random;
    }

    /// One conversation of a customer, told to the database.
    Truth story(long customer) {
        Instant asked = now.minus(Duration.ofMinutes(2L * DAY + random.nextInt(90 * DAY)));
        TreeSet<String> labels = new TreeSet<>();
        for (String label : LABELS) if (random.nextInt(4) == 0) labels.add(label);
        Truth truth = new Truth(
                customer, asked.truncatedTo(java.time.temporal.ChronoUnit.SECONDS), pick(MEDIA), List.copyOf(labels));
        Seeding.Story story = seeding.begun(customer, truth.asked, truth.medium, labels.toArray(String[]::new));
        truth.id = story.id;
        truth.transfers = Math.max(0, random.nextInt(6) - 4);
        truth.member = random.nextInt(3) == 0 ? null : (long) random.nextInt(3);
        story.put("transfers = " + truth.transfers + ", assignee = " + truth.member);
        live(story, truth);
        hear(truth);
        return truth;
    }

    private void live(Seeding.Story story, Truth truth) {
        int at = 0;
        int lastIn = 0;
        @Nullable Integer unanswered = 0;
        boolean resolved = false;
        int steps = random.nextInt(8);
        for (int step = 0; step < steps; step++) {
            at += 1 + (random.nextInt(3) == 0 ? random.nextInt(50) : random.nextInt(5 * DAY));
            if (truth.asked.plus(Duration.ofMinutes(at)).isAfter(now)) {
                break;
            }
            Duration after = Duration.ofMinutes(at);
            if (resolved) {
                story.comesBack(after);
                truth.repeats++;
                if (truth.back == null) truth.back = at;
                truth.ended = null;
                unanswered = at;
                lastIn = at;
                truth.last = at;
                resolved = false;
                continue;
            }
            switch (random.nextInt(3)) {
                case 0 -> {
                    story.asks(after, truth.medium);
                    if (unanswered != null && at - lastIn >= 60) truth.repeats++;
                    if (unanswered == null) unanswered = at;
                    lastIn = at;
                    truth.last = at;
                }
                case 1 -> {
                    story.answered(after);
                    if (truth.replied == null) truth.replied = at;
                    if (unanswered != null) {
                        truth.waits = true;
                        truth.waited += at - unanswered;
                    }
                    unanswered = null;
                    truth.last = at;
                }
                default -> {
                    story.resolved(after);
                    if (truth.firstEnd == null) truth.firstEnd = at;
                    truth.ended = at;
                    resolved = true;
                }
            }
        }
        if (unanswered != null && !resolved) {
            truth.waits = true;
            // Up to now, to the minute.
            truth.waited += (int) Duration.between(truth.asked, now).toMinutes() - unanswered;
        }
    }

    private void hear(Truth truth) {
        if (truth.ended == null || random.nextInt(3) != 0) return;
        for (int days : new int[] {-1, 5, 8, 20}) {
            double share = random.nextInt(3) / 2.0;
            Instant at = truth.closed().plus(Duration.ofDays(days));
            jdbc.sql("""
                            INSERT INTO fondness.evidence (customer, at, kind, share, words, source, reference)
                            VALUES (:customer, :at, 'review', :share, 'x', 'test', gen_random_uuid())
                            """)
                    .param("customer", truth.customer)
                    .param("at", Matters.utc(at))
                    .param("share", share)
                    .update();
        }
    }

    /// The next conversation of the same customer and label, soon after, is a repeat of the one before it.
    void follow(List<Truth> truths) {
        Map<Truth, TreeSet<Long>> next = new HashMap<>();
        Map<Truth, TreeSet<Long>> switched = new HashMap<>();
        for (String label : LABELS) {
            if (label.equals("praise")) continue;
            for (List<Truth> his : truths.stream()
                    .filter(truth -> truth.labels.contains(label))
                    .collect(Collectors.groupingBy(truth -> truth.customer))
                    .values()) {
                his.sort(java.util.Comparator.comparing(truth -> truth.asked));
                for (int i = 1; i < his.size(); i++) {
                    Truth before = his.get(i - 1);
                    Truth after = his.get(i);
                    if (after.asked.isAfter(before.closed().plus(Duration.ofDays(7)))) continue;
                    next.computeIfAbsent(before, _ -> new TreeSet<>()).add(after.id);
                    if (!before.medium.equals(after.medium))
                        switched.computeIfAbsent(before, _ -> new TreeSet<>()).add(after.id);
                }
            }
        }
        next.forEach((truth, ids) -> truth.repeats += ids.size());
        switched.forEach((truth, ids) -> truth.switches += ids.size());
        // Whoever wrote several is heard after each of them.
        for (Truth truth : truths) {
            truth.well = truth.ended == null
                    ? null
                    : jdbc.sql("""
                                    SELECT share > 0.5 FROM fondness.evidence
                                    WHERE customer = :customer AND at > :ended AND at <= :until ORDER BY at LIMIT 1
                                    """)
                            .param("customer", truth.customer)
                            .param("ended", Matters.utc(truth.closed()))
                            .param("until", Matters.utc(earlier(truth.closed().plus(Duration.ofDays(14)))))
                            .query((row, _) -> row.getBoolean(1))
                            .optional()
                            .orElse(null);
        }
    }

    private Instant earlier(Instant at) {
        return at.isBefore(now) ? at : now;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
