package valentine.customer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.web.NavItem;

/// Our places in the navigation.
@Configuration
class CustomerNavigation {
    @Bean
    NavItem accountsItem() {
        return new NavItem(250, "/accounts", "Accounts", "building", 'A');
    }
}
