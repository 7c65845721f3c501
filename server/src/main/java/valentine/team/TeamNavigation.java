package valentine.team;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.web.NavItem;

/// Our places in the navigation.
@Configuration
class TeamNavigation {
    @Bean
    NavItem settings() {
        return new NavItem(900, "/settings", "Settings", "settings", 'S');
    }
}
