package valentine.health;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;
import valentine.fondness.Feelings;
import valentine.staying.Band;
import valentine.staying.Words;
import valentine.team.Firm;
import valentine.team.Firms;
import valentine.web.Money;
import valentine.web.Pages;

/// The front page: do your customers love you?
@Controller
@ConditionalOnWebApplication
class LovePage {
    private static final int PAIL_MONTHS = 24;

    private final RunTable runs;
    private final Totals totals;
    private final PlaceTable places;
    private final Feelings feelings;
    private final Firms firms;
    private final Clock clock;
    private final JsonMapper json;
    private final Pages pages;

    LovePage(
            RunTable runs,
            Totals totals,
            PlaceTable places,
            Feelings feelings,
            Firms firms,
            Clock clock,
            JsonMapper json,
            Pages pages) {
        this.runs = runs;
        this.totals = totals;
        this.places = places;
        this.feelings = feelings;
        this.firms = firms;
        this.clock = clock;
        this.json = json;
        this.pages = pages;
    }

    /// @param underWay orders are here and are being scored
    record Waiting(boolean underWay) {}

    /// @param share in percent of all known
    record Tile(Band band, long customers, String share, Money atRisk) {}

    /// @param ended the last day of a history that has ended, else empty
    /// @param loving how many love us; null where the fondness of nobody is known
    record Page(
            long known,
            int horizon,
            String ended,
            List<Tile> tiles,
            Money atRisk,
            Pail pail,
            String chart,
            Evidence evidence,
            @Nullable Loving loving) {
        Page {
            tiles = List.copyOf(tiles);
        }

        Tile tile(Band band) {
            return LovePage.tile(tiles, band);
        }

        /// Cooling or losing touch.
        long drifting() {
            return tile(Band.COOLING).customers() + tile(Band.LOSING_TOUCH).customers();
        }
    }

    @GetMapping("/")
    ModelAndView show() {
        Optional<Run> run = runs.latest();
        List<Totals.OfBand> bands = totals.bands();
        long known = bands.stream().mapToLong(Totals.OfBand::customers).sum();
        if (run.isEmpty() || known == 0) {
            return pages.page("health/waiting", new Waiting(totals.anyOrder()));
        }
        return pages.page("health/love", page(run.get(), bands, known));
    }

    private Page page(Run run, List<Totals.OfBand> bands, long known) {
        Firm firm = firms.ours();
        Currency currency = firm.currency();
        LocalDate today = LocalDate.ofInstant(clock.instant(), firm.zone());
        Map<Band, Totals.OfBand> sums =
                bands.stream().collect(Collectors.toMap(Totals.OfBand::band, Function.identity()));
        List<Tile> tiles = Arrays.stream(Band.values())
                .map(band -> sums.getOrDefault(band, new Totals.OfBand(band, 0, BigDecimal.ZERO)))
                .map(sum -> new Tile(
                        sum.band(), sum.customers(), share(sum.customers(), known), new Money(sum.atRisk(), currency)))
                .toList();
        BigDecimal atRisk = tile(tiles, Band.COOLING)
                .atRisk()
                .amount()
                .add(tile(tiles, Band.LOSING_TOUCH).atRisk().amount());
        boolean ended = run.asOf().isBefore(today.minusDays(Run.ENDED_AFTER));
        LocalDate last = ended ? run.asOf() : today;
        Pail pail =
                Pail.of(totals.pail(last.withDayOfMonth(1).minusMonths(PAIL_MONTHS - 1)), last, PAIL_MONTHS, currency);
        return new Page(
                known,
                run.horizon(),
                ended ? Words.day(run.asOf()) : "",
                tiles,
                new Money(atRisk, currency),
                pail,
                pail.chart(json),
                Evidence.of(run),
                LoyaltyMapPage.loving(places.cells(), feelings.latest()));
    }

    private static Tile tile(List<Tile> tiles, Band band) {
        return tiles.stream().filter(tile -> tile.band() == band).findFirst().orElseThrow();
    }

    private static String share(long part, long whole) {
        return part == 0 ? "none" : Words.percent((double) part / whole);
    }
}
