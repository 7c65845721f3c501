package valentine.effort;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.web.NavItem;

/// Our place in the navigation.
@Configuration
class EffortNavigation {
    @Bean
    NavItem insightPlace() {
        return new NavItem(58, "/insight", "Insight", "chart-bar", 'N');
    }
}
