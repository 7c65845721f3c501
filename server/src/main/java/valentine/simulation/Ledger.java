package valentine.simulation;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import valentine.simulation.Biography.Truth;
import valentine.simulation.Purchase.Line;

/// Writes lives into the four files, row by row.
final class Ledger implements AutoCloseable {
    static final String CUSTOMERS = "customers.csv";
    static final String ORDERS = "orders.csv";
    static final String INTERACTIONS = "interactions.csv";
    static final String TRUTH = "truth.csv";

    private static final int[] HORIZONS = {30, 90, 180, 365};
    private static final int MINUTES_PER_DAY = Diary.MINUTES_PER_DAY;
    private static final String[] TIMES = times();

    private final CsvWriter customers;
    private final CsvWriter orders;
    private final CsvWriter interactions;
    private final CsvWriter truth;
    private final long lastDay;
    private final Map<Long, String> days = new HashMap<>();
    private long customerRows;
    private long orderCount;
    private long orderLines;
    private long interactionRows;

    Ledger(Path directory, long lastDay) throws IOException {
        this.lastDay = lastDay;
        this.customers = open(
                directory.resolve(CUSTOMERS),
                "customer",
                "name",
                "email",
                "phone",
                "company",
                "country",
                "city",
                "since");
        this.orders = open(
                directory.resolve(ORDERS),
                "order",
                "customer",
                "date",
                "product",
                "quantity",
                "unit_price",
                "currency");
        this.interactions = open(
                directory.resolve(INTERACTIONS),
                "message_id",
                "customer",
                "date",
                "kind",
                "channel",
                "direction",
                "subject",
                "text",
                "score",
                "amount",
                "currency");
        this.truth = open(
                directory.resolve(TRUTH),
                "customer",
                "segment",
                "rate_per_year",
                "left_on",
                "mean_spend",
                "fondness",
                "next_order_on",
                "orders_next_30",
                "orders_next_90",
                "orders_next_180",
                "orders_next_365");
    }

    void write(int index, Biography life) {
        Person person = life.person();
        customers.writeRecord(
                person.id(),
                person.name(),
                person.email(),
                person.phone(),
                person.company(),
                person.country(),
                person.city(),
                day(life.purchases().getFirst().day()));
        customerRows++;
        for (Purchase purchase : life.purchases()) {
            if (purchase.day() > lastDay) break;
            purchase(index, person.id(), purchase);
        }
        int number = 0;
        for (Happening happening : life.happenings()) {
            happening("m" + index + "-" + ++number, person.id(), happening);
        }
        truth(person.id(), life.truth(), life.purchases());
    }

    Simulation.Written written() {
        return new Simulation.Written(customerRows, orderCount, orderLines, interactionRows);
    }

    @Override
    public void close() throws IOException {
        try (customers;
                orders;
                interactions;
                truth) {
            customers.flush();
        }
    }

    private void purchase(int index, String customer, Purchase purchase) {
        String order = (purchase.credit() ? "C" : "") + index + "-" + purchase.number();
        String date = moment(purchase.minute());
        for (Line line : purchase.lines()) {
            int quantity = purchase.credit() ? -line.quantity() : line.quantity();
            orders.writeRecord(
                    order,
                    customer,
                    date,
                    line.product().name(),
                    Integer.toString(quantity),
                    money(line.product().cents()),
                    Shop.CURRENCY);
            orderLines++;
        }
        if (!purchase.credit()) orderCount++;
    }

    private void happening(String id, String customer, Happening happening) {
        boolean priced = happening.cents() != Happening.NO_AMOUNT;
        interactions.writeRecord(
                id,
                customer,
                moment(happening.minute()),
                happening.kind().word(),
                happening.channel(),
                happening.direction(),
                happening.subject(),
                happening.text(),
                happening.score() == Happening.NO_SCORE ? "" : Integer.toString(happening.score()),
                priced ? money(happening.cents()) : "",
                priced ? Shop.CURRENCY : "");
        interactionRows++;
    }

    private void truth(String customer, Truth hidden, List<Purchase> purchases) {
        int[] orders = new int[HORIZONS.length];
        String next = "";
        for (Purchase purchase : purchases) {
            long daysAfter = purchase.day() - lastDay;
            if (daysAfter < 1 || purchase.credit()) continue;
            if (next.isEmpty()) next = day(purchase.day());
            for (int horizon = 0; horizon < HORIZONS.length; horizon++) {
                if (daysAfter <= HORIZONS[horizon]) orders[horizon]++;
            }
        }
        @Nullable Long left = hidden.leftDay();
        truth.writeRecord(
                customer,
                hidden.segment(),
                money(Math.round(hidden.ratePerYear() * 100)),
                left == null ? "" : day(left),
                money(Math.round(hidden.meanSpend() * 100)),
                thousandths(hidden.fondness()),
                next,
                Integer.toString(orders[0]),
                Integer.toString(orders[1]),
                Integer.toString(orders[2]),
                Integer.toString(orders[3]));
    }

    private static CsvWriter open(Path file, String... header) throws IOException {
        CsvWriter writer = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(1 << 16)
                .build(file, StandardCharsets.UTF_8);
        writer.writeRecord(header);
        return writer;
    }

    private String moment(long minute) {
        return day(Math.floorDiv(minute, MINUTES_PER_DAY)) + TIMES[Math.floorMod(minute, MINUTES_PER_DAY)];
    }

    private String day(long epochDay) {
        return days.computeIfAbsent(epochDay, day -> LocalDate.ofEpochDay(day).toString());
    }

    private static String money(long cents) {
        long rest = cents % 100;
        return cents / 100 + (rest < 10 ? ".0" : ".") + rest;
    }

    private static String thousandths(double share) {
        long thousandths = Math.round(share * 1000);
        return thousandths == 1000
                ? "1.000"
                : "0." + (thousandths < 10 ? "00" : thousandths < 100 ? "0" : "") + thousandths;
    }

    private static String[] times() {
        String[] times = new String[MINUTES_PER_DAY];
        for (int minute = 0; minute < times.length; minute++) {
            int hour = minute / 60;
            int rest = minute % 60;
            times[minute] = "T" + (hour < 10 ? "0" : "") + hour + (rest < 10 ? ":0" : ":") + rest;
        }
        return times;
    }
}
