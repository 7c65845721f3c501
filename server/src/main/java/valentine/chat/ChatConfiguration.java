package valentine.chat;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import valentine.channel.ConnectionId;
import valentine.channel.ConnectionKind;
import valentine.channel.Medium;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;

/// How the chat stands among the others.
@Configuration
class ChatConfiguration {
    private static final Duration KEPT = Duration.ofDays(180);
    private static final Duration IDLE = Duration.ofDays(1);

    @Bean
    ConnectionKind chatKind() {
        return new ConnectionKind() {
            @Override
            public Medium medium() {
                return Medium.CHAT;
            }

            @Override
            public String describe() {
                return "A chat on your own pages: one line to paste, answered from the inbox.";
            }

            @Override
            public String newPath() {
                return "/settings/channels/chat/new";
            }

            @Override
            public String path(ConnectionId id) {
                return "/settings/channels/chat/" + id.value();
            }
        };
    }

    /// A widget has a token and no cookie: there is no session here and no form.
    @Bean
    @ConditionalOnWebApplication
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain widgetsComeByToken() {
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher("/chat/**"));
    }

    @Bean
    @ConditionalOnWebApplication
    RecurringTask<Void> chatsGoOnByMail(Onward onward) {
        return Tasks.recurring("chats go on by mail", FixedDelay.ofSeconds(30)).execute((_, _) -> onward.run());
    }

    @Bean
    @ConditionalOnWebApplication
    RecurringTask<Void> forgettingOldChats(VisitorTable visitors, Clock clock) {
        return Tasks.recurring("forget old chats", FixedDelay.ofHours(6))
                .execute((_, _) -> visitors.forgetOld(
                        clock.instant().minus(KEPT), clock.instant().minus(IDLE)));
    }

    @Bean
    PersonalData chatsKept(JdbcClient jdbc) {
        return new Holdings(
                "Chats: who was at the widget",
                jdbc,
                List.of(
                        new Holding("chat-lines", """
                                SELECT l.at, CASE WHEN l.arrival IS NULL THEN 'us' ELSE 'you' END AS who,
                                       l.delivered_at, l.read_at, l.mailed_at
                                FROM chat.line l JOIN chat.visitor v ON v.id = l.visitor
                                WHERE v.customer = ANY (:profiles) ORDER BY l.id
                                """, """
                                DELETE FROM chat.line WHERE visitor IN (
                                    SELECT id FROM chat.visitor WHERE customer = ANY (:profiles))
                                """),
                        new Holding("chat-visits", """
                                SELECT user_id, name, email, made_at, seen_at
                                FROM chat.visitor WHERE customer = ANY (:profiles) ORDER BY made_at
                                """, "DELETE FROM chat.visitor WHERE customer = ANY (:profiles)")));
    }
}
