package valentine.promise;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.web.NavItem;

/// Our place in the navigation.
@Configuration
class PromiseNavigation {
    @Bean
    NavItem promisesPlace() {
        return new NavItem(45, "/promises", "Promises", "flag", 'P');
    }
}
