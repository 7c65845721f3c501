package valentine.promise;

import gg.jte.Content;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.portal.OwnPart;
import valentine.web.Moment;
import valentine.web.Pages;

/// What we owe a customer, on his own page: what is open, and what became of our latest promises.
@Component
@ConditionalOnWebApplication
class WhatWeOwe implements OwnPart {
    private static final int ORDER = 200;
    private static final int LOOKED_AT = 100;
    private static final int ENDED_SHOWN = 5;

    private final Promises promises;
    private final Clock clock;
    private final Pages pages;

    WhatWeOwe(Promises promises, Clock clock, Pages pages) {
        this.promises = promises;
        this.clock = clock;
        this.pages = pages;
    }

    /// @param late whether its moment has passed
    record Owed(String what, Moment due, boolean late) {}

    record Ended(String what, String how) {}

    record Page(List<Owed> owed, List<Ended> ended) {}

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Content> show(CustomerId customer, String csrf) {
        List<Promise> all = promises.of(customer, null, LOOKED_AT);
        Instant now = clock.instant();
        // What is due next comes first.
        List<Owed> owed = all.reversed().stream()
                .filter(Promise::isOpen)
                .map(promise -> new Owed(
                        promise.what(),
                        moment(promise.deadline().due(), promise.deadline().zone(), now),
                        promise.isOverdue(now)))
                .toList();
        List<Ended> ended = all.stream()
                .filter(promise -> !(promise.outcome() instanceof Outcome.Repromised))
                .flatMap(promise -> how(promise, now).map(how -> new Ended(promise.what(), how)).stream())
                .limit(ENDED_SHOWN)
                .toList();
        if (owed.isEmpty() && ended.isEmpty()) return Optional.empty();
        return Optional.of(pages.part("promise/owed", new Page(owed, ended)));
    }

    private static Optional<String> how(Promise promise, Instant now) {
        @Nullable Outcome outcome = promise.outcome();
        if (outcome == null) return Optional.empty();
        String at = moment(outcome.at(), promise.deadline().zone(), now).said();
        return Optional.of(
                switch (outcome) {
                    case Outcome.Kept _ -> "Kept, " + at;
                    case Outcome.KeptLate _ -> "Kept late, " + at;
                    case Outcome.Broken _ -> "We did not keep this. We are sorry.";
                    case Outcome.Withdrawn _ -> "Taken back, " + at;
                    case Outcome.Repromised _ -> "Promised anew, " + at;
                });
    }

    private static Moment moment(Instant at, ZoneId zone, Instant now) {
        return Moment.of(at, now, zone);
    }
}
