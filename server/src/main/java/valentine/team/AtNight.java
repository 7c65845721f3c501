package valentine.team;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Instant;
import java.time.LocalTime;

/// Each night at this time where the firm is. Asks for the zone each time, for it may change.
public record AtNight(Firms firms, LocalTime at) implements Schedule {
    @Override
    public Instant getNextExecutionTime(ExecutionComplete done) {
        return night().getNextExecutionTime(done);
    }

    @Override
    public Instant getInitialExecutionTime(Instant now) {
        return night().getInitialExecutionTime(now);
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }

    private Daily night() {
        return new Daily(firms.ours().zone(), at);
    }
}
