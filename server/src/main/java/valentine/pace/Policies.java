package valentine.pace;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;
import valentine.calendar.CalendarId;
import valentine.calendar.Calendars;
import valentine.channel.Medium;
import valentine.conversation.Priority;

/// What we set ourselves, the first that holds for a conversation before the others.
@Service
public class Policies {
    static final int MOST = 50;

    private static final String ALL = """
            SELECT id, name, media, priorities, bands, hours, calendar, first_response, next_response, resolution
            FROM pace.policy WHERE ended_at IS NULL ORDER BY place, id
            """;
    private static final String ADD = """
            INSERT INTO pace.policy
                (place, name, media, priorities, bands, hours, calendar, first_response, next_response, resolution,
                changed_by)
            VALUES ((SELECT coalesce(min(place), 1) - 1 FROM pace.policy), :name, :media, :priorities, :bands, :hours,
                :calendar, :first_response, :next_response, :resolution, :by)
            RETURNING id
            """;
    private static final String CHANGE = """
            UPDATE pace.policy
            SET name = :name, media = :media, priorities = :priorities, bands = :bands, hours = :hours,
                calendar = :calendar,
                first_response = :first_response, next_response = :next_response, resolution = :resolution,
                changed_by = :by, changed_at = now()
            WHERE id = :id AND ended_at IS NULL
            """;
    private static final String END = """
            UPDATE pace.policy SET ended_at = now(), changed_by = :by WHERE id = :id AND ended_at IS NULL
            """;
    // The one before it and itself change places among those that hold.
    private static final String SWAP = """
            UPDATE pace.policy p SET place = n.place
            FROM (
                SELECT id, CASE WHEN next = :id THEN place + 1 WHEN id = :id THEN place - 1 ELSE place END AS place
                FROM (SELECT id, lead(id) OVER (ORDER BY place, id) AS next,
                          row_number() OVER (ORDER BY place, id) AS place
                      FROM pace.policy WHERE ended_at IS NULL) o
            ) n
            WHERE p.id = n.id
            """;

    private final JdbcClient jdbc;
    private final Calendars calendars;
    private final Audit audit;

    Policies(JdbcClient jdbc, Calendars calendars, Audit audit) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.audit = audit;
    }

    /// All that hold, in the order in which they are asked.
    public List<Policy> all() {
        return jdbc.sql(ALL).query((row, _) -> policy(row)).list();
    }

    @Transactional
    PolicyId add(Policy policy, Actor by) {
        if (all().size() >= MOST) throw new IllegalArgumentException("There are at most " + MOST + " targets");
        hold(policy);
        PolicyId id = new PolicyId(fill(jdbc.sql(ADD), policy, by)
                .query((row, _) -> row.getInt("id"))
                .single());
        audit.record(by, "target added", policy.name(), Map.of("target", Integer.toString(id.value())));
        return id;
    }

    @Transactional
    boolean change(Policy policy, Actor by) {
        hold(policy);
        boolean changed = fill(jdbc.sql(CHANGE), policy, by)
                        .param("id", policy.id().value())
                        .update()
                == 1;
        if (changed) audit.record(by, "target changed", policy.name(), Map.of());
        return changed;
    }

    @Transactional
    boolean end(PolicyId id, Actor by) {
        boolean ended =
                jdbc.sql(END).param("id", id.value()).param("by", by.toString()).update() == 1;
        if (ended) audit.record(by, "target ended", Integer.toString(id.value()), Map.of());
        return ended;
    }

    /// Asks this one before the one that now stands before it.
    @Transactional
    void raise(PolicyId id) {
        jdbc.sql(SWAP).param("id", id.value()).update();
    }

    /// Keeps the calendar that it names from being removed meanwhile.
    private void hold(Policy policy) {
        if (policy.hours() instanceof Policy.When.Named(var id) && !calendars.hold(id))
            throw new IllegalArgumentException("That calendar was removed meanwhile; choose another");
    }

    private static JdbcClient.StatementSpec fill(JdbcClient.StatementSpec spec, Policy policy, Actor by) {
        Integer calendar = policy.hours() instanceof Policy.When.Named(var id) ? (Integer) id.value() : null;
        return spec.param("name", policy.name())
                .param(
                        "media",
                        policy.media().stream().map(Medium::key).sorted().toArray(String[]::new))
                .param(
                        "priorities",
                        policy.priorities().stream()
                                .map(Priority::rank)
                                .sorted()
                                .toArray(Integer[]::new))
                .param("bands", policy.bands().stream().sorted().toArray(String[]::new))
                .param("hours", key(policy.hours()))
                .param("calendar", calendar, java.sql.Types.INTEGER)
                .param("first_response", minutes(policy, Target.FIRST_RESPONSE), java.sql.Types.INTEGER)
                .param("next_response", minutes(policy, Target.NEXT_RESPONSE), java.sql.Types.INTEGER)
                .param("resolution", minutes(policy, Target.RESOLUTION), java.sql.Types.INTEGER)
                .param("by", by.toString());
    }

    private static String key(Policy.When hours) {
        return switch (hours) {
            case Policy.When.Ours _ -> "ours";
            case Policy.When.Named _ -> "named";
            case Policy.When.Always _ -> "always";
        };
    }

    private static @Nullable Integer minutes(Policy policy, Target target) {
        return policy.times()
                .within(target)
                .map(time -> Math.toIntExact(time.toMinutes()))
                .orElse(null);
    }

    private static Policy policy(ResultSet row) throws SQLException {
        Map<Target, Duration> within = new EnumMap<>(Target.class);
        for (Target target : Target.values()) {
            int minutes = row.getInt(target.key());
            if (minutes > 0) within.put(target, Duration.ofMinutes(minutes));
        }
        Set<String> media = words(row, "media");
        Set<String> priorities = words(row, "priorities");
        return new Policy(
                new PolicyId(row.getInt("id")),
                row.getString("name"),
                Arrays.stream(Medium.values())
                        .filter(medium -> media.contains(medium.key()))
                        .collect(Collectors.toSet()),
                Arrays.stream(Priority.values())
                        .filter(priority -> priorities.contains(Integer.toString(priority.rank())))
                        .collect(Collectors.toSet()),
                words(row, "bands"),
                hours(row),
                new Times(within));
    }

    private static Policy.When hours(ResultSet row) throws SQLException {
        String hours = row.getString("hours");
        return switch (hours) {
            case "ours" -> new Policy.When.Ours();
            case "named" -> new Policy.When.Named(new CalendarId(row.getInt("calendar")));
            case "always" -> new Policy.When.Always();
            default -> throw new IllegalStateException("No hours are called " + hours);
        };
    }

    private static Set<String> words(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        Set<String> words = new HashSet<>();
        for (Object each : (Object[]) array.getArray()) words.add(Objects.toString(each));
        return words;
    }

    Optional<Policy> find(PolicyId id) {
        return all().stream().filter(policy -> policy.id().equals(id)).findFirst();
    }
}
