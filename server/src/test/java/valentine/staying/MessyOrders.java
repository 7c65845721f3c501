package valentine.staying;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Files as firms bring them, each different: how much of what goes wrong is drawn too.
final class MessyOrders {
    private final Random random;
    private final char delimiter;
    private final String end;
    private final boolean comma;
    private final int dates;
    private final double mess;
    private final boolean sorted;
    private final boolean priced;
    private final boolean pointZero;

    MessyOrders(Random random) {
        this.random = random;
        this.comma = random.nextBoolean();
        this.delimiter = comma ? ";\t|".charAt(random.nextInt(3)) : ",;\t|".charAt(random.nextInt(4));
        this.end = random.nextBoolean() ? "\n" : "\r\n";
        this.dates = random.nextInt(6);
        this.mess = random.nextInt(4) == 0 ? 0 : random.nextDouble() * 0.1;
        this.sorted = random.nextBoolean();
        this.priced = random.nextBoolean();
        this.pointZero = random.nextInt(5) == 0;
    }

    byte[] bytes() {
        boolean western = random.nextInt(6) == 0;
        StringBuilder text = new StringBuilder(!western && random.nextInt(3) == 0 ? "\uFEFF" : "");
        if (random.nextInt(5) == 0) text.append(end);
        line(
                text,
                priced
                        ? List.of("customer", "date", "quantity", "unit price", "currency", "description")
                        : List.of("customer", "date", "amount", "currency", "description"));
        int rows = random.nextInt(400);
        int day = 0;
        for (int row = 0; row < rows; row++) {
            day = sorted ? day + random.nextInt(2) : random.nextInt(400);
            order(text, LocalDate.of(2024, 11, 15).plusDays(day));
        }
        if (random.nextBoolean()) text.setLength(text.length() - end.length());
        Charset charset = western ? Charset.forName("windows-1252") : StandardCharsets.UTF_8;
        return text.toString().getBytes(charset);
    }

    private void order(StringBuilder text, LocalDate day) {
        List<String> cells = new ArrayList<>(List.of(messy(
                customer(),
                "guest",
                "",
                "000",
                "nat",
                "-",
                "Zoé",
                " ann ",
                "12\"x",
                "nobody\u0001",
                "\"",
                "b" + delimiter + "c")));
        cells.add(messy(date(day), "", "soon", "31/02/2025", "2025-03-01T22:30:00-05:00", "1999-02-29", "20250301"));
        if (priced) cells.add(messy(String.valueOf(random.nextInt(5) - 1), "", "null", "1.5", "two"));
        cells.add(messy(amount(), "", " ", "$12", "1,234.50", "12.50 EUR", "-", "0", "free", "9999999999999999"));
        cells.add(messy(random.nextBoolean() ? "EUR" : "", "usd", "€", "money", "n/a"));
        cells.add(messy("a thing", "", "naïve", "6\" nails", "x" + delimiter + "y", "a\tb", "'", "\u0002"));
        if (draw()) cells.add(random.nextBoolean() ? "" : "more");
        if (draw()) cells.removeLast();
        line(text, cells);
        if (draw()) text.append(end);
        if (random.nextInt(40_000) == 0) text.append("a\rb");
    }

    private String customer() {
        String number = String.valueOf(random.nextInt(sorted ? 4 : 40));
        return pointZero ? number + ".0" : random.nextBoolean() ? "c" + number : "customer " + number;
    }

    private String date(LocalDate day) {
        String[] words = day.toString().split("-");
        return switch (dates) {
            case 0 -> day.toString();
            case 1 -> day + " 23:15:" + (10 + random.nextInt(52));
            case 2 -> day + "T23:15:00Z";
            case 3 -> words[2] + "." + words[1] + "." + words[0];
            case 4 -> day.getMonthValue() + "/" + day.getDayOfMonth() + "/" + words[0] + " 8:26";
            default -> String.join("", words);
        };
    }

    private String amount() {
        String amount = BigDecimal.valueOf(random.nextInt(-2_000, 20_000), random.nextInt(4))
                .toPlainString();
        return comma ? amount.replace('.', ',') : amount;
    }

    private String messy(String usual, String... unusual) {
        return draw() ? unusual[random.nextInt(unusual.length)] : usual;
    }

    private boolean draw() {
        return random.nextDouble() < mess;
    }

    private void line(StringBuilder text, List<String> cells) {
        List<String> written = new ArrayList<>();
        for (String cell : cells) {
            boolean quoted = cell.indexOf(delimiter) >= 0 || cell.startsWith("\"") || random.nextInt(20) == 0;
            written.add(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        text.append(String.join(String.valueOf(delimiter), written)).append(end);
    }
}
