package valentine.gesture;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.web.NavItem;

/// Our place in the navigation.
@Configuration
class GestureNavigation {
    @Bean
    NavItem today() {
        return new NavItem(20, "/today", "Today", "sun", 'T');
    }
}
