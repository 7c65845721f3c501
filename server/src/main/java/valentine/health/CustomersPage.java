package valentine.health;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import valentine.health.CustomerList.Sort;
import valentine.health.CustomerList.Wish;
import valentine.staying.Band;
import valentine.staying.Movement;
import valentine.team.Firm;
import valentine.team.Firms;
import valentine.web.Moment;
import valentine.web.Money;
import valentine.web.Pages;

/// All customers: searched, filtered and sorted.
@Controller
@ConditionalOnWebApplication
class CustomersPage {
    private static final int LONGEST_SEARCH = 200;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    private final CustomerList list;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    CustomersPage(CustomerList list, Firms firms, Clock clock, Pages pages) {
        this.list = list;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    /// @param empty whether there is no customer at all
    /// @param next the address of the next page, null on the last
    record Page(
            Wish wish,
            List<CustomerList.Row> rows,
            boolean empty,
            @Nullable String next,
            Firm firm,
            Instant now) {
        Page {
            rows = List.copyOf(rows);
        }

        Moment day(LocalDate day) {
            return Moment.of(day.atStartOfDay(firm.zone()).toInstant(), now, firm.zone());
        }

        Money money(BigDecimal amount) {
            return new Money(amount, firm.currency());
        }

        List<Band> bands() {
            return List.of(Band.values());
        }

        List<Sort> sorts() {
            return List.of(Sort.values());
        }

        boolean isFiltered() {
            return wish.band() != null || wish.flow() != null || !wish.words().isBlank();
        }

        /// Who moved is listed as first met, and within a band no index knows the names' order.
        boolean sorts(Sort sort) {
            return wish.flow() == null
                    && (sort != Sort.NAME
                            || wish.band() == null
                            || !wish.words().isBlank());
        }

        /// For the header of a sorted column.
        @Nullable
        String direction(Sort sort) {
            return wish.flow() != null || sort != wish.sort() ? null : wish.down() ? "descending" : "ascending";
        }

        String sortedBy(Sort sort) {
            boolean turn = sort == wish.sort();
            return address(wish, wish.band(), sort, turn ? !wish.down() : sort.downFirst(), 0);
        }

        /// The same list with this band only, or with all where it is this band already.
        String within(Band band) {
            Band chosen = band == wish.band() ? null : band;
            boolean nameless = wish.sort() == Sort.NAME && chosen != null;
            return address(wish, chosen, nameless ? Sort.RISK : wish.sort(), nameless || wish.down(), 0);
        }

        String flowLabel() {
            Ledger.Flow flow = Objects.requireNonNull(wish.flow());
            String what = switch (flow.way()) {
                case IN -> "First bought in ";
                case OUT -> "Fell silent in ";
                case BACK -> "Came back in ";
            };
            return what + MONTH.format(flow.month());
        }
    }

    @GetMapping("/customers")
    ModelAndView show(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String band,
            @RequestParam(defaultValue = "") String month,
            @RequestParam(defaultValue = "") String way,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "") String order,
            @RequestParam(defaultValue = "0") String after) {
        Band wanted = one(Band.values(), band);
        Ledger.Flow flow = flow(month, way);
        Sort by = one(Sort.values(), sort);
        Sort sorted = by != null && (by != Sort.NAME || wanted == null || !q.isBlank())
                ? by
                : wanted == null ? Sort.NAME : Sort.RISK;
        boolean down = order.isEmpty() ? sorted.downFirst() : order.equals("down");
        String words = q.length() > LONGEST_SEARCH ? q.substring(0, LONGEST_SEARCH) : q;
        Wish wish = new Wish(words, wanted, flow, sorted, down, number(after));
        return pages.page("health/customers", page(wish));
    }

    private Page page(Wish wish) {
        List<CustomerList.Row> rows = list.read(wish);
        boolean more = wish.words().isBlank() && rows.size() > CustomerList.PAGE;
        List<CustomerList.Row> shown = more ? rows.subList(0, CustomerList.PAGE) : rows;
        String next = more
                ? address(
                        wish,
                        wish.band(),
                        wish.sort(),
                        wish.down(),
                        shown.getLast().customer().value())
                : null;
        boolean empty = shown.isEmpty() && !list.anybody();
        return new Page(wish, shown, empty, next, firms.ours(), clock.instant());
    }

    private static String address(Wish wish, @Nullable Band band, Sort sort, boolean down, long after) {
        StringBuilder address = new StringBuilder("/customers?sort=" + sort.key() + "&order=" + (down ? "down" : "up"));
        if (!wish.words().isBlank()) {
            address.append("&q=").append(URLEncoder.encode(wish.words(), StandardCharsets.UTF_8));
        }
        if (band != null) {
            address.append("&band=").append(band.key());
        }
        Ledger.Flow flow = wish.flow();
        if (flow != null) {
            address.append("&month=").append(YearMonth.from(flow.month()));
            address.append("&way=").append(StandingTable.key(flow.way()));
        }
        return after == 0
                ? address.toString()
                : address.append("&after=").append(after).toString();
    }

    private static Ledger.@Nullable Flow flow(String month, String way) {
        Movement.Way known = one(Movement.Way.values(), way);
        try {
            return known == null ? null : new Ledger.Flow(YearMonth.parse(month).atDay(1), known);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static <E extends Enum<E>> @Nullable E one(E[] values, String key) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(key))
                .findFirst()
                .orElse(null);
    }
}
