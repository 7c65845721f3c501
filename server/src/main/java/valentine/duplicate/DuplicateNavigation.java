package valentine.duplicate;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.web.NavItem;

/// Our place in the navigation.
@Configuration
class DuplicateNavigation {
    @Bean
    NavItem duplicatesPlace() {
        return new NavItem(35, "/duplicates", "Duplicates", "copy", 'D');
    }
}
