package valentine.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import valentine.calendar.BusinessCalendar;

/// Reads the clocks off what happened in one conversation: a pure function, so that whatever became known late gives
/// the same clocks as if it had come in time.
final class Timing {
    private final Times times;
    private final BusinessCalendar calendar;
    private final List<Timed> clocks = new ArrayList<>();
    private int answers;
    private @Nullable Running response;
    private @Nullable Running resolution;

    private Timing(Times times, BusinessCalendar calendar) {
        this.times = times;
        this.calendar = calendar;
    }

    /// The clocks in the order in which they began; for each target its last one may still run.
    static List<Timed> read(List<Moment> moments, Times times, BusinessCalendar calendar) {
        Timing timing = new Timing(times, calendar);
        moments.stream().sorted(Comparator.comparing(Moment::at)).forEach(timing::see);
        return timing.read();
    }

    private void see(Moment moment) {
        Instant at = moment.at();
        switch (moment.what()) {
            case ASKED -> {
                if (resolution == null) resolution = new Running(Target.RESOLUTION, at);
                resolution.run(at);
                if (response == null) {
                    response = new Running(answers == 0 ? Target.FIRST_RESPONSE : Target.NEXT_RESPONSE, at);
                    response.run(at);
                }
            }
            case ANSWERED -> {
                if (response != null) {
                    response.member = moment.member();
                    end(response, at, false);
                }
                response = null;
                answers++;
            }
            case HANDED_BACK -> {
                if (resolution != null) resolution.stand(at);
            }
            case TAKEN_UP -> {
                if (resolution != null) resolution.run(at);
            }
            case RESOLVED -> {
                if (response != null) end(response, at, true);
                response = null;
                if (resolution != null) {
                    resolution.stand(at);
                    resolution.endedAt = at;
                }
            }
        }
    }

    private void end(Running clock, Instant at, boolean closed) {
        clock.stand(at);
        clocks.add(clock.read(at, closed));
    }

    private List<Timed> read() {
        if (resolution != null) clocks.add(resolution.read(resolution.endedAt, false));
        if (response != null) clocks.add(response.read(null, false));
        clocks.sort(Comparator.comparing(Timed::began).thenComparing(Timed::target));
        return List.copyOf(clocks);
    }

    private int numberOf(Target target) {
        return 1
                + (int) clocks.stream()
                        .filter(clock -> clock.target() == target)
                        .count();
    }

    /// One clock on its way.
    private final class Running {
        private final Target target;
        private final Instant began;
        private Duration passed = Duration.ZERO;
        private Duration worked = Duration.ZERO;
        private @Nullable Instant since;
        private @Nullable Instant endedAt;
        private @Nullable Long member;

        Running(Target target, Instant began) {
            this.target = target;
            this.began = began;
        }

        void run(Instant at) {
            endedAt = null;
            if (since == null) since = at;
        }

        void stand(Instant at) {
            if (since == null) return;
            passed = passed.plus(Duration.between(since, at));
            worked = worked.plus(calendar.between(since, at));
            since = null;
        }

        Timed read(@Nullable Instant ended, boolean closed) {
            Optional<Duration> within = times.within(target);
            boolean runsOut = within.isPresent() && since != null;
            return new Timed(
                    target,
                    numberOf(target),
                    began,
                    runsOut ? in(within.get()) : null,
                    runsOut ? in(within.get().multipliedBy(3).dividedBy(4)) : null,
                    ended,
                    passed,
                    worked,
                    member,
                    result(within, ended, closed));
        }

        /// When so much of working time will have run, or had: as long as the clock runs.
        private Instant in(Duration within) {
            Instant from = Objects.requireNonNull(since);
            Duration left = within.minus(worked);
            return left.isNegative() ? from : calendar.plus(from, left);
        }

        private Timed.Result result(Optional<Duration> within, @Nullable Instant ended, boolean closed) {
            if (since != null) return Timed.Result.RUNNING;
            if (closed) return Timed.Result.CLOSED;
            if (ended == null) return Timed.Result.STANDING;
            if (within.isEmpty()) return Timed.Result.UNSET;
            return worked.compareTo(within.get()) <= 0 ? Timed.Result.MET : Timed.Result.MISSED;
        }
    }
}
