package valentine.proof;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.web.NavItem;

/// Our place in the navigation.
@Configuration
class ProofNavigation {
    @Bean
    NavItem trackRecordPlace() {
        return new NavItem(60, "/track-record", "Track record", "chart-line", 'R');
    }
}
