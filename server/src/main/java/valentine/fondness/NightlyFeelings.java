package valentine.fondness;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.LocalTime;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.team.AtNight;
import valentine.team.Firms;

/// Evidence fades: everybody is told anew each night, at half past two where the firm is, before they are scored.
@Configuration
@ConditionalOnWebApplication
class NightlyFeelings {
    @Bean
    RecurringTask<Void> feelingsAtNight(Feelings feelings, Firms firms) {
        return Tasks.recurring("tell how fond everybody is", new AtNight(firms, LocalTime.of(2, 30)))
                .execute((_, _) -> feelings.everybody());
    }
}
