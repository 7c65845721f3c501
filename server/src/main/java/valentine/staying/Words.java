package valentine.staying;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/// Numbers, days and money as people say them.
public final class Words {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private Words() {}

    /// "1,204".
    public static String count(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /// "61 %", and never 0 % or 100 % for what is only likely.
    public static String percent(double chance) {
        if (chance < 0.01) {
            return "under 1 %";
        }
        // Rounded down, so that what is shown never stands above a threshold that was not reached.
        return chance >= 0.995 ? "over 99 %" : (int) Math.floor(100 * chance) + " %";
    }

    /// "9 December 2010".
    public static String day(LocalDate day) {
        return DAY.format(day);
    }

    static String day(int epochDay) {
        return day(LocalDate.ofEpochDay(epochDay));
    }

    /// "£81,000": whole units, for amounts that are estimates anyway.
    public static String money(double amount, Currency currency) {
        String number = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ENGLISH)).format(amount);
        return switch (currency.getCurrencyCode()) {
            case "EUR" -> "€" + number;
            case "USD" -> "$" + number;
            case "GBP" -> "£" + number;
            default -> currency.getCurrencyCode() + " " + number;
        };
    }

    /// "1 order", "12 orders".
    public static String of(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /// "9 days", "8 weeks", "14 months", "3 years": the roughest unit that still says enough.
    static String span(int days) {
        if (days < 21) {
            return of(days, "day", "days");
        }
        if (days < 61) {
            return of(Math.round(days / 7.0), "week", "weeks");
        }
        return days < 900
                ? of(Math.round(days / 30.44), "month", "months")
                : of(Math.round(days / 365.25), "year", "years");
    }
}
