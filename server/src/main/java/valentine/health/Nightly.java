package valentine.health;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.LocalTime;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.team.AtNight;
import valentine.team.Firms;

/// Scores everybody each night, at three o'clock where the firm is.
@Configuration
@ConditionalOnWebApplication
class Nightly {
    @Bean
    RecurringTask<Void> everybodyAtNight(Scores scores, Firms firms) {
        return Tasks.recurring("score everybody", new AtNight(firms, LocalTime.of(3, 0)))
                .execute((_, _) -> scores.everybody());
    }
}
