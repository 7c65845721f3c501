package valentine.effort;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation and what came of it, as the test knows it.
final class Truth {
    private static final int DAY = 24 * 60;

    final long customer;
    final Instant asked;
    final String medium;
    final List<String> labels;
    long id;

    @Nullable
    Long member;

    int repeats;
    int transfers;
    int switches;

    @Nullable
    Integer replied;

    int waited;
    boolean waits;

    @Nullable
    Integer firstEnd;

    @Nullable
    Integer back;

    @Nullable
    Integer ended;

    int last;

    @Nullable
    Boolean well;

    Truth(long customer, Instant asked, String medium, List<String> labels) {
        this.customer = customer;
        this.asked = asked;
        this.medium = medium;
        this.labels = labels;
    }

    boolean easy() {
        return repeats + transfers + switches == 0;
    }

    boolean settled() {
        return firstEnd != null && firstEnd <= 14 * DAY && (back == null || back > firstEnd + 7 * DAY);
    }

    Instant closed() {
        return asked.plus(Duration.ofMinutes(ended == null ? last : ended));
    }
}
