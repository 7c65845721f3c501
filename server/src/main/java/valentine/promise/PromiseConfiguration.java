package valentine.promise;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import valentine.customer.Accounts;
import valentine.customer.Directory;
import valentine.intake.FileKind;
import valentine.team.Member;
import valentine.team.Members;

/// Files of promises, and the clock that looks after those that are open.
@Configuration
class PromiseConfiguration {
    private static final int SECONDS = 20;

    @Bean
    @Order(10)
    FileKind promiseFiles(Directory directory, Accounts accounts, Members members, BulkWriting writing) {
        return new FileKind(
                PromiseColumns.PROMISES,
                (_, mapping, ground) ->
                        new PromiseTaker(mapping, ground, directory, accounts, byWord(members), writing));
    }

    @Bean
    @ConditionalOnWebApplication
    RecurringTask<Void> lookingAfterPromises(DueJob job, Clock clock) {
        return Tasks.recurring("look after promises", FixedDelay.ofSeconds(SECONDS))
                .execute((_, _) -> job.run(clock.instant()));
    }

    /// Members by address and by name.
    private static Map<String, Long> byWord(Members members) {
        Map<String, Long> numbers = new HashMap<>();
        for (Member member : members.all()) {
            numbers.putIfAbsent(
                    member.name().toLowerCase(Locale.ROOT), member.id().value());
            numbers.put(member.email().toLowerCase(Locale.ROOT), member.id().value());
        }
        return numbers;
    }
}
