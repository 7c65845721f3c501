package valentine.simulation;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import valentine.csv.InteractionKind;
import valentine.simulation.Biography.Truth;
import valentine.simulation.Purchase.Line;

/// Reads the stories of the cast, which count in days before the end; negative days are the hidden future.
///
/// `1096..8/7` in the days means: from 1096 to 8 days ago, every 7 days, give or take one.
final class Stories {
    private record Moment(long minute, NamedCsvRecord row) {}

    private final List<NamedCsvRecord> rows = read();

    Biography of(Cast member, Draw draw, Period period) {
        Diary diary = new Diary(period.lastDay());
        int number = 0;
        for (Moment moment : moments(member, draw, period.lastDay())) {
            NamedCsvRecord row = moment.row();
            InteractionKind kind = InteractionKind.of(row.getField("kind"));
            switch (kind) {
                case ORDER -> diary.purchase(purchase(++number, false, moment));
                case RETURN -> diary.purchase(purchase(bought(diary, row), true, moment));
                default -> diary.happening(happening(kind, moment));
            }
        }
        return new Biography(person(member), diary.purchases(), diary.happenings(), truth(member, period.lastDay()));
    }

    private List<Moment> moments(Cast member, Draw draw, long lastDay) {
        List<Moment> moments = new ArrayList<>();
        for (NamedCsvRecord row : rows) {
            if (!row.getField("customer").equals(member.id())) continue;
            int timeOfDay = LocalTime.parse(row.getField("time")).toSecondOfDay() / 60;
            for (long daysAgo : days(row.getField("days_ago"), draw)) {
                moments.add(new Moment((lastDay - daysAgo) * Diary.MINUTES_PER_DAY + timeOfDay, row));
            }
        }
        moments.sort(Comparator.comparingLong(Moment::minute));
        return moments;
    }

    private static Purchase purchase(int number, boolean credit, Moment moment) {
        return new Purchase(number, credit, moment.minute(), lines(moment.row().getField("text")));
    }

    /// The number of the last order that holds what now comes back.
    private static int bought(Diary diary, NamedCsvRecord row) {
        List<Line> back = lines(row.getField("text"));
        return diary.purchases().reversed().stream()
                .filter(purchase -> !purchase.credit() && purchase.lines().containsAll(back))
                .findFirst()
                .orElseThrow()
                .number();
    }

    private static Person person(Cast member) {
        return switch (member) {
            case ANNA -> person(member, "+46 555 0000001", "", "SE", "Uppsala");
            case BEN -> person(member, "+44 555 0000002", "", "GB", "Bristol");
            case CHIDI -> person(member, "+234 555 0000003", "", "NG", "Lagos");
            case DOLORES -> person(member, "+34 555 0000004", "", "ES", "Cádiz");
            case EMI -> person(member, "+81 555 0000005", "Harbour Museum Studio", "JP", "Kōbe");
        };
    }

    private static Person person(Cast member, String phone, String company, String country, String city) {
        String email = member.id() + "@example.org";
        return new Person(member.id(), member.displayName(), email, phone, company, country, city);
    }

    private static Truth truth(Cast member, long lastDay) {
        return switch (member) {
            case ANNA -> new Truth("regular", 64, null, 13.5, 0.97);
            case BEN -> new Truth("regular", 26, lastDay - 93, 28, 0.04);
            case CHIDI -> new Truth("once", 0, lastDay - 419, 66.4, 0.95);
            case DOLORES -> new Truth("regular", 17, lastDay - 198, 14.5, 0.12);
            case EMI -> new Truth("company", 12, null, 128.6, 0.9);
        };
    }

    private static Happening happening(InteractionKind kind, Moment moment) {
        NamedCsvRecord row = moment.row();
        String score = row.getField("score");
        String amount = row.getField("amount");
        return new Happening(
                moment.minute(),
                kind,
                row.getField("channel"),
                row.getField("direction"),
                row.getField("subject"),
                row.getField("text"),
                score.isEmpty() ? Happening.NO_SCORE : Integer.parseInt(score),
                amount.isEmpty() ? Happening.NO_AMOUNT : Math.round(Double.parseDouble(amount) * 100));
    }

    private static List<Long> days(String text, Draw draw) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return List.of(Long.valueOf(text));
        }
        int slash = text.indexOf('/');
        int from = Integer.parseInt(text.substring(0, dots));
        int until = Integer.parseInt(text.substring(dots + 2, slash));
        int step = Integer.parseInt(text.substring(slash + 1));
        List<Long> days = new ArrayList<>();
        for (int day = from; day >= until; day -= step) {
            days.add((long) day + draw.between(-1, 1));
        }
        return days;
    }

    private static List<Line> lines(String text) {
        return Stream.of(text.split("; ", -1))
                .map(line -> line.split(" ", 2))
                .map(line -> new Line(Shop.named(line[1]), Integer.parseInt(line[0])))
                .toList();
    }

    private static List<NamedCsvRecord> read() {
        InputStream stories = Objects.requireNonNull(Stories.class.getResourceAsStream("stories.csv"));
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(stories, StandardCharsets.UTF_8)) {
            return reader.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
