package valentine.feed;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;

/// How feeds stand among the others.
@Configuration
class FeedConfiguration {
    private static final int SECONDS = 30;

    @Bean
    @ConditionalOnWebApplication
    RecurringTask<Void> readingFeeds(Rounds rounds) {
        return Tasks.recurring("read feeds", FixedDelay.ofSeconds(SECONDS)).execute((_, _) -> rounds.run());
    }

    @Bean
    PersonalData feedsKept(JdbcClient jdbc) {
        return new Holdings(
                "Feeds of the customer's own",
                jdbc,
                List.of(new Holding("feeds", """
                        SELECT url, title, added_at, last_at, ended_at
                        FROM feed.feed WHERE customer = ANY (:profiles) ORDER BY id
                        """, "DELETE FROM feed.feed WHERE customer = ANY (:profiles)")));
    }
}
