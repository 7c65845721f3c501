package valentine.proof;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;
import valentine.backtest.Cut;
import valentine.backtest.Pool;
import valentine.backtest.Result;
import valentine.backtest.TrackRecord;
import valentine.staying.Candidate;
import valentine.team.Firms;
import valentine.web.Moment;
import valentine.web.Pages;

/// The track record: how often we were right, in words first.
@Controller
@ConditionalOnWebApplication
class TrackRecordPage {
    private final TrackRecords records;
    private final Firms firms;
    private final Clock clock;
    private final JsonMapper json;
    private final Pages pages;

    TrackRecordPage(TrackRecords records, Firms firms, Clock clock, JsonMapper json, Pages pages) {
        this.records = records;
        this.firms = firms;
        this.clock = clock;
        this.json = json;
        this.pages = pages;
    }

    /// @param shown null until it was worked out for the first time
    record Page(boolean underWay, @Nullable Shown shown) {}

    /// @param proof null where nothing can be measured; the words of the record say why
    record Shown(
            TrackRecord record,
            Moment finished,
            int oneIn,
            @Nullable Proof proof) {}

    /// @param simple the best of the simple lines
    record Proof(Pool pool, Result simple, String reliability, String gain) {}

    @GetMapping("/track-record")
    ModelAndView show() {
        return pages.page("proof/track-record", new Page(records.isUnderWay(), shown(records.latest())));
    }

    @PostMapping("/track-record")
    ModelAndView anew() {
        records.start();
        return new ModelAndView("redirect:/track-record");
    }

    private @Nullable Shown shown(Optional<Kept> latest) {
        return latest.flatMap(kept -> records.of(kept)
                        .map(record -> new Shown(
                                record,
                                Moment.of(
                                        kept.finishedAt(),
                                        clock.instant(),
                                        firms.ours().zone()),
                                kept.oneIn(),
                                proof(record.pool()))))
                .orElse(null);
    }

    private @Nullable Proof proof(@Nullable Pool pool) {
        if (pool == null) return null;
        Result simple = pool.results().stream()
                .filter(Result::baseline)
                .min(Comparator.comparingDouble(Result::logLoss))
                .orElse(pool.score());
        return new Proof(
                pool,
                simple,
                Curves.reliability(pool).json(json),
                Curves.gain(pool, simple).json(json));
    }

    /// Asking when they last bought, at this cut.
    static Optional<Result> recency(Cut cut) {
        return cut.results().stream()
                .filter(result -> result.way().equals(Candidate.SILENCE.key()))
                .findFirst();
    }

    static List<Result> ways(Pool pool) {
        return pool.results().stream()
                .sorted(Comparator.comparingDouble(Result::logLoss))
                .toList();
    }
}
