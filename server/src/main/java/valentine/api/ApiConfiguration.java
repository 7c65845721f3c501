package valentine.api;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the filter before everything under `/api`, behind the doors.
@Configuration
@ConditionalOnWebApplication
class ApiConfiguration {
    @Bean
    FilterRegistrationBean<Freshness> freshnessOfTheApi() {
        FilterRegistrationBean<Freshness> filter = new FilterRegistrationBean<>(new Freshness());
        filter.addUrlPatterns("/api/*");
        return filter;
    }
}
