package valentine.event;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.web.NavItem;

/// Our places in the navigation.
@Configuration
class EventNavigation {
    @Bean
    NavItem sourcesPlace() {
        return new NavItem(810, "/sources", "Sources", "plug", 'O');
    }
}
