package valentine.promise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;
import valentine.calendar.BusinessCalendar;
import valentine.calendar.Calendars;
import valentine.calendar.ClockUnit;
import valentine.customer.CustomerId;
import valentine.reading.PromiseKind;

/// The legal and our own clocks.
@Service
public class Presets {
    private static final String ALL = """
            SELECT id, name, kind, what, count, unit, law, countries, standard, starts
            FROM promise.preset
            ORDER BY starts IS NULL, law = '', name
            """;
    private static final String CHANGE = """
            UPDATE promise.preset
            SET name = :name, kind = :kind, what = :what, count = :count, unit = :unit, law = :law,
                countries = :countries, standard = :standard, starts = :starts
            WHERE id = :id
            """;
    private static final String ADD = """
            INSERT INTO promise.preset (name, kind, what, count, unit, law, countries, standard, starts)
            VALUES (:name, :kind, :what, :count, :unit, :law, :countries, :standard, :starts)
            RETURNING id
            """;
    private static final String NOT_STANDARD = """
            UPDATE promise.preset SET standard = false
            WHERE standard AND (starts = 'complaint') = :complaint AND id <> :id
            """;
    // Primary key of customers.
    private static final String COUNTRY = """
            SELECT c.traits ->> 'country' AS country
            FROM customer.profile p JOIN customer.person c ON c.customer = p.head
            WHERE p.profile = :customer
            """;

    private final JdbcClient jdbc;
    private final Calendars calendars;
    private final Audit audit;

    Presets(JdbcClient jdbc, Calendars calendars, Audit audit) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.audit = audit;
    }

    public List<Preset> all() {
        return jdbc.sql(ALL).query((row, _) -> preset(row)).list();
    }

    public Optional<Preset> find(PresetId id) {
        return all().stream().filter(preset -> preset.id().equals(id)).findFirst();
    }

    /// Until when something is to be done that starts at a moment, and when to look at it before.
    public Deadline deadline(Preset preset, Instant from) {
        BusinessCalendar calendar = calendars.ours();
        Instant due = calendar.due(from, preset.count(), preset.unit());
        return new Deadline(due, calendar.zone()).reviewed(calendar.review(from, due));
    }

    /// A promise to a customer by this clock.
    public Draft draft(Preset preset, CustomerId customer, Instant from) {
        return draft(preset, preset.what(), customer, from);
    }

    /// The same, saying what about.
    public Draft draft(Preset preset, String what, CustomerId customer, Instant from) {
        return new Draft(Whom.customer(customer), preset.kind(), what, deadline(preset, from));
    }

    /// Changes a preset; promises that were made by it stay as they are. Says what is wrong with it, if anything is.
    @Transactional
    public Optional<String> change(Preset preset, Actor by) {
        Optional<String> problem = preset.problem();
        if (problem.isPresent()) return problem;
        if (isTaken(preset)) return Optional.of("There is another of this name.");
        leaveStandardTo(preset, preset.id().value());
        written(jdbc.sql(CHANGE).param("id", preset.id().value()), preset).update();
        audit.record(by, "clock changed", "clock " + preset.id().value(), Map.of("count", preset.count()));
        return Optional.empty();
    }

    /// Adds a preset, whatever its number. Says what is wrong with it, if anything is.
    @Transactional
    public Optional<String> add(Preset preset, Actor by) {
        Optional<String> problem = preset.problem();
        if (problem.isPresent()) return problem;
        if (isTaken(preset)) return Optional.of("There is another of this name.");
        leaveStandardTo(preset, 0);
        long id = written(jdbc.sql(ADD), preset)
                .query((row, _) -> row.getLong("id"))
                .single();
        audit.record(by, "clock added", "clock " + id, Map.of("count", preset.count()));
        return Optional.empty();
    }

    /// The clock that a return of this customer starts: his country's, or else the standard one.
    Optional<Preset> onReturn(CustomerId customer) {
        return starting(customer, Preset::isOfReturns);
    }

    /// The clock that a complaint of this customer starts.
    public Optional<Preset> onComplaint(CustomerId customer) {
        return starting(customer, Preset::isOfComplaints);
    }

    private Optional<Preset> starting(CustomerId customer, Predicate<Preset> which) {
        String country = jdbc.sql(COUNTRY)
                .param("customer", customer.value())
                .query((row, _) -> Optional.ofNullable(row.getString("country")).orElse(""))
                .optional()
                .orElse("")
                .strip()
                .toUpperCase(Locale.ROOT);
        List<Preset> clocks = all().stream().filter(which).toList();
        return clocks.stream()
                .filter(preset -> preset.countries().stream().anyMatch(code -> isIn(country, code)))
                .findFirst()
                .or(() -> clocks.stream().filter(Preset::standard).findFirst());
    }

    /// A country is written as two letters or by its English name.
    private static boolean isIn(String country, String code) {
        return country.equals(code)
                || country.equals(
                        Locale.of("", code).getDisplayCountry(Locale.ENGLISH).toUpperCase(Locale.ROOT));
    }

    /// One standard clock of returns, and one of complaints.
    private void leaveStandardTo(Preset preset, long id) {
        if (!preset.standard()) return;
        jdbc.sql(NOT_STANDARD)
                .param("id", id)
                .param("complaint", preset.isOfComplaints())
                .update();
    }

    private boolean isTaken(Preset preset) {
        return all().stream()
                .anyMatch(other ->
                        other.name().equals(preset.name()) && !other.id().equals(preset.id()));
    }

    private static JdbcClient.StatementSpec written(JdbcClient.StatementSpec statement, Preset preset) {
        return statement
                .param("name", preset.name())
                .param("kind", preset.kind().key())
                .param("what", preset.what())
                .param("count", preset.count())
                .param("unit", preset.unit().name())
                .param("law", preset.law())
                .param("countries", preset.countries().toArray(String[]::new))
                .param("standard", preset.standard())
                .param(
                        "starts",
                        preset.starts() == null ? null : preset.starts().key(),
                        Types.VARCHAR);
    }

    private static Preset preset(ResultSet row) throws SQLException {
        String starts = row.getString("starts");
        return new Preset(
                new PresetId(row.getLong("id")),
                row.getString("name"),
                PromiseKind.of(row.getString("kind")).orElseThrow(),
                row.getString("what"),
                row.getInt("count"),
                ClockUnit.valueOf(row.getString("unit")),
                row.getString("law"),
                List.of((String[]) row.getArray("countries").getArray()),
                row.getBoolean("standard"),
                starts == null ? null : Start.of(starts).orElseThrow());
    }
}
