package valentine.event;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import valentine.team.Firms;
import valentine.transparency.SensitiveFields;

/// Where programs come in, past everything that only people need: no session, no form token, no page.
@Configuration
@ConditionalOnWebApplication
class EventConfiguration {
    @Bean
    ServletRegistrationBean<MessageDoor> messageDoor(
            Sources sources, Writers writers, Firms firms, SensitiveFields fields, Clock clock, Tail tail) {
        ServletRegistrationBean<MessageDoor> registration =
                new ServletRegistrationBean<>(new MessageDoor(sources, writers, firms, fields, clock, tail), "/v1/*");
        registration.setName("messages");
        registration.setLoadOnStartup(1);
        return registration;
    }

    /// The door itself asks for the key of each message.
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain messagesComeByKey() {
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher("/v1/**"));
    }
}
