package valentine.fondness;

import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.customer.CustomerPanel;
import valentine.models.Fondness;
import valentine.staying.Words;
import valentine.team.Firms;
import valentine.web.Moment;
import valentine.web.Pages;

/// How fond a customer is of us, and on what that rests, beside the standing on the customer's page; also as of an
/// earlier day.
@Component
@ConditionalOnWebApplication
class FondnessPanel implements CustomerPanel {
    private static final int ORDER = 110;
    private static final int SHOWN = 20;

    // For each profile backwards along the primary key.
    private static final String PIECES = """
            SELECT e.id, e.at, e.kind, e.share, e.words, e.interaction
            FROM customer.profile p
            CROSS JOIN LATERAL (
                SELECT id, at, kind, share, words, interaction
                FROM fondness.evidence
                WHERE customer = p.profile AND at < :until
                ORDER BY at DESC, id DESC
                LIMIT :limit
            ) e
            WHERE p.head = :customer
            ORDER BY e.at DESC, e.id DESC
            LIMIT :limit
            """;

    private final Feelings feelings;
    private final Firms firms;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final Pages pages;
    /// Stands for the request that is being answered.
    private final HttpServletRequest request;

    FondnessPanel(
            Feelings feelings, Firms firms, Clock clock, JdbcClient jdbc, Pages pages, HttpServletRequest request) {
        this.feelings = feelings;
        this.firms = firms;
        this.clock = clock;
        this.jdbc = jdbc;
        this.pages = pages;
        this.request = request;
    }

    /// @param asOf the day as of which it is told, in words; empty for now
    /// @param known null for whom nothing is known of
    record Panel(String asOf, @Nullable Known known, boolean isOnlyTheMean) {}

    /// @param basis on how much it rests, in words
    record Known(String chance, String low, String high, String basis, List<Shown> evidence, boolean more) {
        Known {
            evidence = List.copyOf(evidence);
        }
    }

    /// @param effect in points of the chance: "+12 points"; empty where it is not among what moved it most
    /// @param link where it stands on the timeline; null where it does not
    record Shown(
            String icon,
            String label,
            String tone,
            String words,
            Moment moment,
            String effect,
            @Nullable String link) {}

    private record Row(
            long id,
            Instant at,
            EvidenceKind kind,
            double share,
            String words,
            @Nullable Long interaction) {}

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Content> show(CustomerId customer) {
        ZoneId zone = firms.ours().zone();
        LocalDate day = day(request.getParameter("as-of"));
        Instant moment = day == null
                ? clock.instant()
                : day.plusDays(1).atStartOfDay(zone).toInstant();
        Optional<Feeling> feeling = day == null ? feelings.of(customer) : feelings.asOf(customer, moment);
        boolean onlyTheMean = feelings.latest()
                .filter(learning -> learning.fondness().way() == Fondness.Way.MEAN)
                .isPresent();
        return Optional.of(pages.part(
                "fondness/panel",
                new Panel(
                        day == null ? "" : Words.day(day),
                        feeling.map(known -> known(customer, known, moment, zone))
                                .orElse(null),
                        onlyTheMean)));
    }

    private Known known(CustomerId customer, Feeling feeling, Instant moment, ZoneId zone) {
        Map<Long, Double> effects = feeling.moved().stream()
                .collect(Collectors.toMap(Feeling.Moved::piece, Feeling.Moved::effect, (one, _) -> one));
        Instant now = clock.instant();
        List<Row> rows = jdbc.sql(PIECES)
                .param("customer", customer.value())
                .param("until", moment.atOffset(ZoneOffset.UTC))
                .param("limit", SHOWN)
                .query((row, _) -> row(row))
                .list();
        Function<Row, Shown> shown = row -> shown(customer, row, effects.get(row.id()), Moment.of(row.at(), now, zone));
        return new Known(
                Words.percent(feeling.chance()),
                Words.percent(feeling.low()),
                Words.percent(feeling.high()),
                basis(feeling),
                rows.stream().map(shown).toList(),
                feeling.pieces() > rows.size());
    }

    private static String basis(Feeling feeling) {
        return String.format(
                Locale.ENGLISH,
                "%s of evidence, worth %s",
                Words.of(feeling.pieces(), "piece", "pieces"),
                feeling.worth() < 0.05
                        ? "next to nothing by now"
                        : String.format(
                                Locale.ENGLISH,
                                "%.1f fresh answer%s",
                                feeling.worth(),
                                Math.round(10 * feeling.worth()) == 10 ? "" : "s"));
    }

    private static Shown shown(CustomerId customer, Row row, @Nullable Double effect, Moment moment) {
        long points = effect == null ? 0 : Math.round(100 * effect);
        return new Shown(
                row.kind().icon(),
                row.kind().label(),
                row.share() > 0.5 ? "good" : row.share() < 0.5 ? "bad" : "plain",
                row.words(),
                moment,
                points == 0 ? "" : (points > 0 ? "+" : "−") + Words.of(Math.abs(points), "point", "points"),
                row.interaction() == null ? null : link(customer, row.at(), row.interaction()));
    }

    /// The timeline that begins with this.
    private static String link(CustomerId customer, Instant at, long interaction) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        return "/customers/" + customer.value() + "?before=" + micros + "_" + (interaction + 1) + "#timeline";
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                EvidenceKind.of(row.getString("kind")),
                row.getDouble("share"),
                row.getString("words"),
                row.getObject("interaction", Long.class));
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null || !text.strip().matches("\\d{4}-\\d\\d-\\d\\d") ? null : LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
