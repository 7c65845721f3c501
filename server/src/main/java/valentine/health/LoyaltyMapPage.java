package valentine.health;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import valentine.fondness.Feelings;
import valentine.fondness.Learning;
import valentine.staying.Words;
import valentine.team.Firm;
import valentine.team.Firms;
import valentine.web.Money;
import valentine.web.Pages;

/// The loyalty map: staying and fondness together, and the customers of each of its fields.
@Controller
@ConditionalOnWebApplication
class LoyaltyMapPage {
    private final PlaceTable places;
    private final PlaceList list;
    private final Quarters quarters;
    private final Feelings feelings;
    private final RunTable runs;
    private final Firms firms;
    private final Pages pages;

    LoyaltyMapPage(
            PlaceTable places,
            PlaceList list,
            Quarters quarters,
            Feelings feelings,
            RunTable runs,
            Firms firms,
            Pages pages) {
        this.places = places;
        this.list = list;
        this.quarters = quarters;
        this.feelings = feelings;
        this.runs = runs;
        this.firms = firms;
        this.pages = pages;
    }

    /// @param horizon days within which who stays buys again
    /// @param loving null where the fondness of nobody is known
    record Page(
            long customers,
            int horizon,
            @Nullable Loving loving,
            List<Tile> tiles,
            List<Area> areas,
            List<Moves> moves,
            @Nullable FondnessEvidence evidence) {
        Page {
            tiles = List.copyOf(tiles);
            areas = List.copyOf(areas);
            moves = List.copyOf(moves);
        }
    }

    /// A field with all who stand in it.
    record Tile(LoyaltyField field, long customers, String share, Money yearlyValue, Money atRisk) {}

    /// A field as it is drawn, with its bubbles.
    ///
    /// @param labelY where its name stands: beside it, for bubbles may stand anywhere within
    record Area(Tile tile, int x, int y, int width, int height, int labelY, List<Bubble> bubbles) {
        Area {
            bubbles = List.copyOf(bubbles);
        }
    }

    record Bubble(int x, int y, String radius, String title) {}

    /// @param next the address of the next page, null on the last
    record Listed(
            LoyaltyField field,
            List<PlaceList.Row> rows,
            Firm firm,
            int horizon,
            @Nullable String next) {
        Listed {
            rows = List.copyOf(rows);
        }

        Money money(BigDecimal amount) {
            return new Money(amount, firm.currency());
        }
    }

    @GetMapping("/loyalty-map")
    ModelAndView show() {
        List<MapCell> cells = places.cells();
        Firm firm = firms.ours();
        Optional<Learning> learning = feelings.latest();
        long customers = cells.stream().mapToLong(MapCell::customers).sum();
        List<Tile> tiles = new ArrayList<>();
        for (LoyaltyField field : LoyaltyField.values()) tiles.add(tile(field, cells, customers, firm.currency()));
        return pages.page(
                "health/loyalty-map",
                new Page(
                        customers,
                        horizon(firm),
                        loving(cells, learning),
                        tiles,
                        tiles.stream().map(tile -> area(tile, cells)).toList(),
                        Moves.of(quarters.drawn(), quarters.flows()),
                        learning.map(known -> FondnessEvidence.of(known, firm.zone()))
                                .orElse(null)));
    }

    @GetMapping("/loyalty-map/{field}")
    ModelAndView list(@PathVariable String field, @RequestParam(defaultValue = "0") String after) {
        LoyaltyField wanted = LoyaltyField.named(field.replace('-', '_'))
                .filter(known -> known.tone().equals(field))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        List<PlaceList.Row> rows = list.read(wanted, after.matches("\\d{1,18}") ? Long.parseLong(after) : 0);
        boolean more = rows.size() > PlaceList.PAGE;
        List<PlaceList.Row> shown = more ? rows.subList(0, PlaceList.PAGE) : rows;
        Firm firm = firms.ours();
        String next =
                more ? wanted.link() + "?after=" + shown.getLast().customer().value() : null;
        return pages.page("health/field", new Listed(wanted, shown, firm, horizon(firm), next));
    }

    /// How many love us, for those who want to say it elsewhere; empty where the fondness of nobody is known.
    static @Nullable Loving loving(List<MapCell> cells, Optional<Learning> learning) {
        Loving loving = Loving.of(
                cells, learning.map(known -> known.fondness().meanError()).orElse(0.0));
        return loving.known() == 0 ? null : loving;
    }

    private int horizon(Firm firm) {
        return runs.latest().map(Run::horizon).orElse(firm.horizonDays());
    }

    private static Tile tile(LoyaltyField field, List<MapCell> cells, long all, Currency currency) {
        long customers = 0;
        BigDecimal yearly = BigDecimal.ZERO;
        BigDecimal atRisk = BigDecimal.ZERO;
        for (MapCell cell : cells) {
            if (cell.field() == field) {
                customers += cell.customers();
                yearly = yearly.add(cell.yearlyValue());
                atRisk = atRisk.add(cell.atRisk());
            }
        }
        return new Tile(
                field,
                customers,
                customers == 0 ? "none" : Words.percent((double) customers / all),
                new Money(yearly, currency),
                new Money(atRisk, currency));
    }

    private static Area area(Tile tile, List<MapCell> cells) {
        int left = tile.field() == LoyaltyField.UNKNOWN ? 0 : left(tile.field());
        int top = Plot.top(tile.field());
        double most = cells.stream().mapToLong(MapCell::customers).max().orElse(1);
        List<Bubble> bubbles = cells.stream()
                .filter(cell -> cell.field() == tile.field())
                .map(cell -> bubble(cell, most))
                .toList();
        int height = Plot.height(tile.field());
        int label = top == Plot.TOP ? top - 10 : top + height + 20;
        return new Area(tile, Plot.LEFT + left, top, Plot.width(tile.field()), height, label, bubbles);
    }

    private static int left(LoyaltyField field) {
        return field == LoyaltyField.IN_LOVE || field == LoyaltyField.HABIT ? 5 * Plot.CELL_WIDTH : 0;
    }

    private static Bubble bubble(MapCell cell, double most) {
        Integer fondness = cell.fondness();
        int x = Plot.LEFT + cell.staying() * Plot.CELL_WIDTH + Plot.CELL_WIDTH / 2;
        int y = fondness == null
                ? Plot.UNKNOWN_TOP + Plot.CELL_HEIGHT / 2
                : Plot.TOP + (9 - fondness) * Plot.CELL_HEIGHT + Plot.CELL_HEIGHT / 2;
        double radius = Math.max(2.5, Plot.LARGEST * Math.sqrt(cell.customers() / most));
        String title = Words.of(cell.customers(), "customer", "customers") + ": staying " + tenth(cell.staying())
                + (fondness == null ? ", fondness unknown" : ", fondness " + tenth(fondness));
        return new Bubble(x, y, String.format(Locale.ROOT, "%.1f", radius), title);
    }

    private static String tenth(int cell) {
        return 10 * cell + " to " + 10 * (cell + 1) + " %";
    }

    /// Where things stand in the drawing, in its own units.
    private static final class Plot {
        private static final int LEFT = 44;
        private static final int TOP = 32;
        private static final int CELL_WIDTH = 58;
        private static final int CELL_HEIGHT = 44;
        private static final int UNKNOWN_TOP = TOP + 10 * CELL_HEIGHT + 36;
        private static final double LARGEST = 21;

        static int top(LoyaltyField field) {
            return switch (field) {
                case IN_LOVE, SECRET_ADMIRER -> TOP;
                case HABIT, PARTING -> TOP + 5 * CELL_HEIGHT;
                case UNKNOWN -> UNKNOWN_TOP;
            };
        }

        static int width(LoyaltyField field) {
            return (field == LoyaltyField.UNKNOWN ? 10 : 5) * CELL_WIDTH;
        }

        static int height(LoyaltyField field) {
            return (field == LoyaltyField.UNKNOWN ? 1 : 5) * CELL_HEIGHT;
        }
    }
}
