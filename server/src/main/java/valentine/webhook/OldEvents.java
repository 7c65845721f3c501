package valentine.webhook;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Forgets every night what was told long ago.
@Configuration
class OldEvents {
    private static final Duration KEPT = Duration.ofDays(90);
    // Index event_made.
    private static final String FORGET = "DELETE FROM webhook.event WHERE made_at < :before";

    @Bean
    RecurringTask<Void> oldWebhookEvents(JdbcClient jdbc, Clock clock) {
        return Tasks.recurring("old-webhook-events", Schedules.daily(LocalTime.of(3, 40)))
                .execute((_, _) -> jdbc.sql(FORGET)
                        .param("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                        .update());
    }
}
