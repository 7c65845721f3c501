package valentine.portal;

import gg.jte.Content;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.team.Firms;
import valentine.web.Moment;
import valentine.web.Pages;

/// What happened between him and us, the latest first; the copy that he can take has all of it.
@Component
class HistoryPart implements OwnPart {
    private static final int SHOWN = 30;

    // For each profile the primary key of the log, backwards.
    private static final String LATEST = """
            SELECT i.at, i.title
            FROM customer.profile p
            CROSS JOIN LATERAL (
                SELECT t.at, t.id, t.title FROM history.told t
                WHERE t.customer = p.profile AND t.kind NOT IN ('note', 'page', 'product_use')
                ORDER BY t.at DESC, t.id DESC
                LIMIT :limit) i
            WHERE p.head = :head
            ORDER BY i.at DESC, i.id DESC
            LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final Firms firms;
    private final Pages pages;
    private final Clock clock;

    HistoryPart(JdbcClient jdbc, Firms firms, Pages pages, Clock clock) {
        this.jdbc = jdbc;
        this.firms = firms;
        this.pages = pages;
        this.clock = clock;
    }

    record Page(List<Happened> happened, boolean more) {}

    record Happened(String title, Moment at) {}

    @Override
    public int order() {
        return 300;
    }

    @Override
    public Optional<Content> show(CustomerId customer, String csrf) {
        List<Happened> happened = jdbc.sql(LATEST)
                .param("head", customer.value())
                .param("limit", SHOWN + 1)
                .query((row, _) -> new Happened(
                        row.getString("title"),
                        OwnPage.moment(row.getObject("at", OffsetDateTime.class).toInstant(), firms, clock)))
                .list();
        return Optional.of(pages.part(
                "portal/history", new Page(happened.stream().limit(SHOWN).toList(), happened.size() > SHOWN)));
    }
}
