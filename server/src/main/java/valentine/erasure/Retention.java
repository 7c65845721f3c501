package valentine.erasure;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.audit.Actor;
import valentine.audit.Audit;
import valentine.customer.Ageing;
import valentine.team.Firms;
import valentine.team.MemberId;

/// For how long things are kept: a rule for each [Ageing], off until somebody switches it on, kept by night.
@Service
class Retention {
    static final int LONGEST = 1_200;
    private static final int AT_ONCE = 10_000;
    private static final int MOST_ROUNDS = 1_000;

    // Index rule_change_rule.
    private static final String MONTHS = """
            SELECT months FROM erasure.rule_change WHERE rule = :rule ORDER BY id DESC LIMIT 1
            """;
    private static final String CHANGE = """
            INSERT INTO erasure.rule_change (rule, months, member, at) VALUES (:rule, :months, :member, :now)
            """;
    private static final String RAN = """
            INSERT INTO erasure.rule_run (rule, before, forgotten, at) VALUES (:rule, :before, :forgotten, :now)
            """;
    private static final String RUNS = """
            SELECT rule, before, forgotten, at FROM erasure.rule_run ORDER BY id DESC LIMIT 20
            """;

    private final List<Ageing> all;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Audit audit;
    private final Firms firms;
    private final Clock clock;

    Retention(
            List<Ageing> all,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Audit audit,
            Firms firms,
            Clock clock) {
        this.all = all.stream().sorted(Comparator.comparing(Ageing::key)).toList();
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
        this.firms = firms;
        this.clock = clock;
    }

    /// A rule as it stands.
    ///
    /// @param months null while it is off
    record Rule(String key, String what, @Nullable Integer months) {}

    /// What a rule let go.
    record Run(String what, Instant before, long forgotten, Instant at) {}

    List<Rule> rules() {
        return all.stream()
                .map(one -> new Rule(one.key(), one.what(), months(one).orElse(null)))
                .toList();
    }

    /// How much a rule of so many months would let go tonight.
    Optional<Long> preview(String key, int months) {
        return find(key).map(one -> one.count(before(months)));
    }

    /// Changes a rule; without months it is off. False where there is none.
    @Transactional
    boolean change(String key, @Nullable Integer months, MemberId member) {
        if (find(key).isEmpty()) return false;
        jdbc.sql(CHANGE)
                .param("rule", key)
                .param("months", months)
                .param("member", member.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record(
                Actor.member(member.value()),
                "retention changed",
                "rule " + key,
                Map.of("months", months == null ? "off" : months));
        return true;
    }

    List<Run> runs() {
        return jdbc.sql(RUNS)
                .query((row, _) -> new Run(
                        find(row.getString("rule")).map(Ageing::what).orElse(row.getString("rule")),
                        row.getObject("before", OffsetDateTime.class).toInstant(),
                        row.getLong("forgotten"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /// Keeps all rules that are on.
    void run() {
        for (Ageing one : all) months(one).ifPresent(months -> run(one, before(months)));
    }

    private void run(Ageing one, Instant before) {
        long forgotten = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Long gone = transactions.execute(_ -> one.forget(before, AT_ONCE));
            long some = gone == null ? 0 : gone;
            forgotten += some;
            if (some == 0) break;
        }
        if (forgotten == 0) return;
        jdbc.sql(RAN)
                .param("rule", one.key())
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("forgotten", forgotten)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record(Actor.NOBODY, "retention kept", "rule " + one.key(), Map.of("forgotten", forgotten));
    }

    private Optional<Ageing> find(String key) {
        return all.stream().filter(one -> one.key().equals(key)).findFirst();
    }

    private Optional<Integer> months(Ageing one) {
        return jdbc
                .sql(MONTHS)
                .param("rule", one.key())
                .query((row, _) -> Optional.ofNullable(row.getObject("months", Integer.class)))
                .list()
                .stream()
                .findFirst()
                .flatMap(months -> months);
    }

    /// From the beginning of the day where the firm is.
    private Instant before(int months) {
        var zone = firms.ours().zone();
        return LocalDate.ofInstant(clock.instant(), zone)
                .minusMonths(months)
                .atStartOfDay(zone)
                .toInstant();
    }
}
