package valentine.intake;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.web.NavItem;

/// Our places in the navigation.
@Configuration
class IntakeNavigation {
    @Bean
    NavItem importPlace() {
        return new NavItem(800, "/import", "Import", "upload", 'M');
    }
}
