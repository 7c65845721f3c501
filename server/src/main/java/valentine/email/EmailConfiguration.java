package valentine.email;

import javax.net.SocketFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import valentine.guard.Addresses;

/// How mail servers are connected to: only where we may call.
@Configuration
class EmailConfiguration {
    @Bean
    SocketFactory mailSockets(Addresses addresses) {
        return addresses.sockets();
    }
}
