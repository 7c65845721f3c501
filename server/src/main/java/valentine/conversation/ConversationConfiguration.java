package valentine.conversation;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import valentine.channel.Archive;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.customer.Directory;
import valentine.intake.FileKind;
import valentine.web.NavItem;

/// Our place in the navigation, and the clock that wakes what was snoozed.
@Configuration
class ConversationConfiguration {
    private static final int SECONDS = 10;

    @Bean
    NavItem inboxPlace() {
        return new NavItem(25, "/inbox", "Inbox", "messages", 'I');
    }

    @Bean
    @Order(11)
    FileKind messageFiles(
            Archive archive,
            Connections connections,
            Directory directory,
            ConversationTable table,
            MessageBatch messages,
            Ledger ledger) {
        return new FileKind(
                MessageColumns.MESSAGES,
                (_, mapping, ground) -> new MessageTaker(
                        mapping,
                        ground,
                        new MessageTaker.Tools(
                                archive,
                                connections.outgoing(Medium.IMPORT).id(),
                                directory,
                                table,
                                messages,
                                ledger)));
    }

    @Bean
    @ConditionalOnWebApplication
    RecurringTask<Void> wakingConversations(WakeJob job) {
        return Tasks.recurring("wake conversations", FixedDelay.ofSeconds(SECONDS))
                .execute((_, _) -> job.run());
    }
}
