package valentine.erasure;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.web.NavItem;

/// Our place in the navigation.
@Configuration
class PrivacyNavigation {
    @Bean
    NavItem privacyPlace() {
        return new NavItem(890, "/settings/privacy", "Privacy", "lock", 'V');
    }
}
