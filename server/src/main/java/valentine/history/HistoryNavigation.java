package valentine.history;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.web.NavItem;

/// Our places in the navigation.
@Configuration
class HistoryNavigation {
    @Bean
    NavItem importPlace() {
        return new NavItem(800, "/import", "Import", "upload", 'M');
    }
}
