package valentine.backtest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import valentine.staying.Band;
import valentine.staying.Candidate;
import valentine.staying.Hindsight;
import valentine.staying.Judgement;
import valentine.staying.Past;
import valentine.staying.Words;

/// Goes back to several earlier days and compares what would have been foretold on each with what came after it.
///
/// The latest cut stands one horizon before the last day, the others before it, as far apart as the past allows and
/// never
/// further than a horizon. Every cut has at least a horizon of past before it.
public final class Backtest {
    private static final int SHORTEST_HORIZON = 7;
    private static final int FEWEST_CUSTOMERS = 30;
    private static final int TWO_YEARS = 730;

    private final Past past;
    private final int lastDay;
    private final int asked;
    private final int horizon;
    private final int wanted;
    private final List<String> notes = new ArrayList<>();

    private Backtest(Past past, int lastDay, int asked, int wanted) {
        this.past = past;
        this.lastDay = lastDay;
        this.asked = asked;
        this.horizon = Math.min(asked, (lastDay - past.firstDay()) / 3);
        this.wanted = wanted;
    }

    /// Tries the score on so many earlier days, or fewer where the past allows no more.
    ///
    /// @param lastDay until when the past is known, which at least one purchase must precede; nothing later is read
    /// @param horizon how many days to look ahead; shortened to a third of the past where that is less
    public static TrackRecord of(Past past, int lastDay, int horizon, int cuts) {
        if (past.firstDay() > lastDay) throw new IllegalArgumentException("Nobody had bought by then");
        if (horizon < 1 || cuts < 1) throw new IllegalArgumentException("A backtest needs a horizon and a cut");
        return new Backtest(past, lastDay, horizon, cuts).run();
    }

    private TrackRecord run() {
        List<Hindsight> cuts = new ArrayList<>();
        String why = horizon < SHORTEST_HORIZON
                ? "the history covers " + Words.of(lastDay - past.firstDay() + 1L, "day", "days") + ", and it takes "
                        + (3 * SHORTEST_HORIZON + 1)
                : null;
        if (why == null) {
            for (int day : days()) {
                Hindsight cut = Hindsight.of(past, Judgement.of(past, day, horizon));
                String tooLittle = tooLittle(cut);
                if (tooLittle == null) {
                    cuts.add(cut);
                } else {
                    why = tooLittle;
                    notes.add("Left out the cut at the end of " + Words.day(LocalDate.ofEpochDay(day)) + ": "
                            + tooLittle + ".");
                }
            }
        }
        if (cuts.isEmpty()) {
            return record(List.of("There is no track record yet: " + why + "."), List.of(), null);
        }
        if (horizon < asked) {
            notes.add("Looked " + horizon + " days ahead instead of " + asked + ", because the history covers "
                    + Words.of(lastDay - past.firstDay() + 1L, "day", "days") + ".");
        }
        if (lastDay - past.firstDay() < TWO_YEARS) {
            notes.add(
                    "The history covers less than two years: a season cannot be told from a habit, and cuts that look "
                            + "into a busy season come out higher than foretold.");
        }
        if (overlap()) {
            notes.add(
                    "The cuts lie closer together than they look ahead, so they share some of what came; the intervals "
                            + "allow for it.");
        }
        Forecasts all = new Forecasts(cuts);
        Pool pool = pool(all);
        List<Cut> told = cuts.stream().map(this::cut).toList();
        return record(new Telling(pool, told, horizon).words(), told, pool);
    }

    private TrackRecord record(List<String> words, List<Cut> cuts, @Nullable Pool pool) {
        return new TrackRecord(
                asked,
                horizon,
                LocalDate.ofEpochDay(past.firstDay()),
                LocalDate.ofEpochDay(lastDay),
                words,
                notes,
                cuts,
                pool);
    }

    private int[] days() {
        int latest = lastDay - horizon;
        int room = latest - past.firstDay() - horizon;
        int number = Math.min(wanted, room + 1);
        int step = number == 1 ? 0 : Math.min(horizon, room / (number - 1));
        return IntStream.range(0, number)
                .map(i -> latest - (number - 1 - i) * step)
                .toArray();
    }

    private boolean overlap() {
        int[] days = days();
        return days.length > 1 && days[1] - days[0] < horizon;
    }

    private static @Nullable String tooLittle(Hindsight cut) {
        if (cut.size() < FEWEST_CUSTOMERS) {
            return "it needs " + FEWEST_CUSTOMERS + " customers, and there were " + cut.size();
        }
        boolean[] came = cut.came();
        long positives = IntStream.range(0, came.length).filter(i -> came[i]).count();
        if (positives == 0) {
            return "nobody came back of " + Words.of(cut.size(), "customer", "customers");
        }
        return positives == came.length ? "everybody came back of those who were known" : null;
    }

    private Cut cut(Hindsight cut) {
        Forecasts one = new Forecasts(List.of(cut));
        return new Cut(
                LocalDate.ofEpochDay(cut.day()),
                LocalDate.ofEpochDay(cut.day() + (long) horizon),
                cut.size(),
                one.positives(),
                cut.used(),
                one.results(),
                one.counts(),
                one.worth());
    }

    private Pool pool(Forecasts all) {
        List<Result> results = all.results();
        return new Pool(
                all.customers(),
                all.size(),
                all.positives(),
                results,
                winner(results, all),
                all.against(Candidate.SILENCE, _ -> true),
                all.bins(),
                List.of(
                        all.called(Band.IN_TOUCH.from()),
                        all.called(Band.COOLING.from()),
                        all.called(Band.LOSING_TOUCH.from())),
                all.counts(),
                all.worth(),
                all.cohorts(),
                all.segments(horizon));
    }

    /// Of the ways that were tried on every cut the one with the lowest log loss, or the simplest that is not clearly
    /// worse than that.
    private static String winner(List<Result> results, Forecasts all) {
        List<Result> runners = results.stream()
                .filter(result ->
                        result.forecasts() == all.size() && !result.way().equals(Result.SCORE))
                .toList();
        return runners.stream()
                .min(Comparator.comparingDouble(Result::logLoss))
                .flatMap(best -> runners.stream()
                        .filter(runner ->
                                runner.equals(best) || all.between(runner, best).low() <= 0)
                        .findFirst())
                .map(Result::way)
                .orElse(Result.SCORE);
    }
}
