package valentine.health;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.web.NavItem;

/// Our places in the navigation.
@Configuration
class HealthNavigation {
    @Bean
    NavItem lovePlace() {
        return new NavItem(10, "/", "Love", "heart", 'L');
    }

    @Bean
    NavItem customersPlace() {
        return new NavItem(30, "/customers", "Customers", "users", 'C');
    }

    @Bean
    NavItem loyaltyMapPlace() {
        return new NavItem(32, "/loyalty-map", "Loyalty map", "target", 'Y');
    }
}
