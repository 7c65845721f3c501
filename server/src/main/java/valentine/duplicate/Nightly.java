package valentine.duplicate;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.LocalTime;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.team.AtNight;
import valentine.team.Firms;

/// Compares everybody each night, at two o'clock where the firm is, before they are scored.
@Configuration("nightlyComparison")
@ConditionalOnWebApplication
class Nightly {
    @Bean
    RecurringTask<Void> comparisonAtNight(Duplicates duplicates, Firms firms) {
        return Tasks.recurring("compare everybody", new AtNight(firms, LocalTime.of(2, 0)))
                .execute((_, _) -> duplicates.everybody());
    }
}
