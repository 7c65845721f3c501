package valentine.customer;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import valentine.team.Firms;
import valentine.web.Moment;
import valentine.web.Pages;

/// Handles that look like many people, or like nobody: what keeps a mega-person from growing.
@Controller
@ConditionalOnWebApplication
class AlarmPage {
    private final Ties ties;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    AlarmPage(Ties ties, Firms firms, Clock clock, Pages pages) {
        this.ties = ties;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    record Page(List<Row> rows) {}

    record Row(
            CustomerPage.Shown handle,
            String why,
            Moment at,
            @Nullable Long customer,
            @Nullable String name) {}

    @GetMapping("/customers/alarms")
    ModelAndView show() {
        ZoneId zone = firms.ours().zone();
        Instant now = clock.instant();
        return pages.page(
                "customer/alarms",
                new Page(ties.alarms().stream()
                        .map(alarm -> new Row(
                                CustomerPage.Shown.of(alarm.handle(), alarm.crowd()),
                                alarm.crowd()
                                        ? "Named together with " + Ownership.CROWD
                                                + " customers or more: it belongs to none of them."
                                        : "More than " + Ownership.MOST
                                                + " handles of one kind point to it: only the first "
                                                + Ownership.MOST + " are counted.",
                                Moment.of(alarm.at(), now, zone),
                                alarm.customer(),
                                alarm.name()))
                        .toList()));
    }
}
