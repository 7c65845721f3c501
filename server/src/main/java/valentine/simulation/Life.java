package valentine.simulation;

import java.util.Locale;
import valentine.csv.InteractionKind;
import valentine.simulation.Biography.Truth;
import valentine.simulation.Product.Aisle;

/// The life of an ordinary customer: found one day, buying in a rhythm of their own, and one day gone without a word.
///
/// Rates, spend and the pull to leave differ between people by gamma distributions; the pull acts all the time and
/// grows with what went wrong, so that a broken promise may end a life that would have lasted.
final class Life {
    private static final double YEAR = 365.25;
    private static final double COOLING_DAYS = 75;
    private static final int DAY = Diary.MINUTES_PER_DAY;

    /// What differs between the kinds of people: how many gaps are typical and how strongly they are pulled away.
    private enum Segment {
        ONCE(0, 0, 0),
        REGULAR(1.8, 9, 0.42),
        RANDOM(1.1, 9.5, 0.6),
        CLUMPY(1.1, 8.5, 0.6),
        COMPANY(2, 7, 0.22);

        private final double shape;
        private final double rate;
        private final double pull;

        Segment(double shape, double rate, double pull) {
            this.shape = shape;
            this.rate = rate;
            this.pull = pull;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Draw draw;
    private final Period period;
    private final Diary diary;
    private final Segment segment;
    private final Feelings feelings;
    private final Episodes episodes;
    private final Aisle favourite;
    private final double rate;
    private final double spend;
    private final double pull;
    private double patience;
    private boolean subscribed;
    private boolean unsubscribed;
    private double fondness;
    private long leftDay = Long.MAX_VALUE;

    private Life(Draw draw, Period period, boolean company) {
        this.draw = draw;
        this.period = period;
        this.diary = new Diary(period.lastDay());
        this.segment = company ? Segment.COMPANY : segment(draw.unit());
        this.feelings = new Feelings(0.25 + 0.7 * draw.normal());
        this.episodes = new Episodes(draw, diary, feelings, company);
        this.favourite = draw.pick(Aisle.values());
        this.rate = segment == Segment.ONCE ? 0 : 0.3 + draw.gamma(segment.shape, segment.rate / segment.shape);
        this.spend = (company ? 3.5 : 1) * 6 / draw.gamma(4, 1 / 1900.0);
        this.pull = segment == Segment.ONCE ? 0 : draw.gamma(0.9, segment.pull / 0.9);
        this.patience = draw.exponential();
        this.fondness = feelings.fondness();
    }

    static Biography of(Person person, Draw draw, Period period) {
        Life life = new Life(draw, period, !person.company().isEmpty());
        life.live();
        Long left = life.leftDay <= period.lastDay() ? life.leftDay : null;
        Truth truth = new Truth(life.segment.word(), life.rate, left, life.spend / 100, life.fondness);
        return new Biography(person, life.diary.purchases(), life.diary.happenings(), truth);
    }

    private static Segment segment(double unit) {
        if (unit < 0.22) return Segment.ONCE;
        if (unit < 0.50) return Segment.REGULAR;
        return unit < 0.80 ? Segment.RANDOM : Segment.CLUMPY;
    }

    private void live() {
        double moment = period.arrival(draw.unit());
        long previous = 0;
        int number = 0;
        while (moment < period.hiddenUntil()) {
            long day = (long) moment;
            long minute = Math.max(previous + 1, day * DAY + openingMinute());
            double spent = spend * draw.gamma(6, 1 / 6.0);
            Purchase order = new Purchase(++number, false, minute, Shop.basket(draw, favourite, spent));
            previous = minute;
            diary.purchase(order);
            feelings.distant(patience / pullPerDay() < COOLING_DAYS);
            episodes.after(order);
            subscription(minute);
            if (day <= period.lastDay()) fondness = feelings.fondness();
            double next = segment == Segment.ONCE ? Double.POSITIVE_INFINITY : period.after(moment, gap());
            if (leaves(moment, next)) {
                part(minute);
                return;
            }
            moment = Math.max(next, (double) Math.floorDiv(minute, DAY));
        }
    }

    /// A gap with mean one over the rate: even, memoryless, or bursts with long pauses.
    private double gap() {
        double mean = YEAR / rate;
        return switch (segment) {
            case ONCE -> Double.POSITIVE_INFINITY;
            case REGULAR, COMPANY -> draw.gamma(6, mean / 6);
            case RANDOM -> draw.exponential() * mean;
            case CLUMPY -> draw.exponential() * mean * (draw.chance(0.65) ? 0.25 : 2.39);
        };
    }

    private double pullPerDay() {
        return Math.max(pull * feelings.pull() / YEAR, 1e-9);
    }

    private boolean leaves(double from, double next) {
        double leaving = segment == Segment.ONCE ? from : from + patience / pullPerDay();
        if (leaving >= Math.min(next, period.hiddenUntil())) {
            patience -= (next - from) * pullPerDay();
            return false;
        }
        leftDay = (long) leaving;
        return true;
    }

    /// The last weeks: short words, the page for closing the account, the newsletter stopped, or nothing at all.
    private void part(long lastMinute) {
        // Goods can come back after the last order; nobody has left before that.
        for (Purchase purchase : diary.purchases()) {
            leftDay = Math.max(leftDay, purchase.day());
        }
        if (segment == Segment.ONCE) return;
        if (leftDay <= period.lastDay()) {
            feelings.hurt(0.7, 1);
            fondness = feelings.fondness();
        }
        long last = Math.max(lastMinute + 60, leftDay * DAY + openingMinute());
        if (subscribed) {
            diary.happening(
                    last,
                    InteractionKind.SUBSCRIPTION_ENDED,
                    "web",
                    "in",
                    "Monthly parcel",
                    "Cancelled by the customer");
        }
        if (draw.chance(0.25)) {
            diary.happening(last - 20, InteractionKind.PAGE, "web", "in", "/account/close", "");
        }
        if (draw.chance(0.25)) {
            diary.happening(
                    last - 15, InteractionKind.MESSAGE_IN, "email", "in", "Re: Your order", draw.pick(Words.TERSE));
        }
        if (!unsubscribed && draw.chance(0.35)) {
            long when = last + (long) draw.between(0, 40) * DAY;
            diary.happening(when, InteractionKind.UNSUBSCRIBE, "email", "in", "Newsletter", "");
        }
    }

    private void subscription(long minute) {
        if (!subscribed && segment == Segment.REGULAR && draw.chance(0.03)) {
            subscribed = true;
            diary.happening(minute + 5, InteractionKind.SUBSCRIPTION_STARTED, "web", "in", "Monthly parcel", "");
        }
        if (!unsubscribed && draw.chance(0.006)) {
            unsubscribed = true;
            diary.happening(minute + 9 * DAY, InteractionKind.UNSUBSCRIBE, "email", "in", "Newsletter", "");
        }
    }

    private int openingMinute() {
        return 7 * 60 + (draw.between(0, 15 * 60) + draw.between(0, 15 * 60)) / 2;
    }
}
