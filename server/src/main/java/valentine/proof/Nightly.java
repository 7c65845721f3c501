package valentine.proof;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.LocalTime;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.team.AtNight;
import valentine.team.Firms;

/// Works the track record out anew each night, at four o'clock where the firm is, after everybody was scored.
@Configuration("nightlyTrackRecord")
@ConditionalOnWebApplication
class Nightly {
    @Bean
    RecurringTask<Void> trackRecordAtNight(TrackRecords records, Firms firms) {
        return Tasks.recurring("track record", new AtNight(firms, LocalTime.of(4, 0)))
                .execute((_, _) -> records.make());
    }
}
