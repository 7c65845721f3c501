package valentine.health;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Instant;
import java.time.LocalTime;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.team.Firms;

/// Scores everybody each night, at three o'clock where the firm is.
@Configuration
@ConditionalOnWebApplication
class Nightly {
    @Bean
    RecurringTask<Void> everybodyAtNight(Scores scores, Firms firms) {
        return Tasks.recurring("score everybody", new AtThree(firms)).execute((_, _) -> scores.everybody());
    }

    /// Asks for the zone each time, for it may change.
    private record AtThree(Firms firms) implements Schedule {
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
            return new Daily(firms.ours().zone(), LocalTime.of(3, 0));
        }
    }
}
