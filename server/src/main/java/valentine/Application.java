package valentine;

import java.net.InetAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import valentine.db.Connections;
import valentine.db.Database;
import valentine.db.Migrations;

/// The modules put together over one database.
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class Application {
    /// Starts with pages, on this port of this address; 0 is any port.
    public static ConfigurableApplicationContext serve(Database database, String host, int port) {
        return serve(database, host, port, null);
    }

    /// The same behind a proxy: what it says about where a connection comes from is believed, of nobody else.
    public static ConfigurableApplicationContext serve(
            Database database, String host, int port, @Nullable InetAddress proxy) {
        return serve(database, host, port, proxy, Map.of());
    }

    /// The same with what modules are told at the start, by name: `valentine.smtp-url`.
    public static ConfigurableApplicationContext serve(
            Database database, String host, int port, @Nullable InetAddress proxy, Map<String, String> told) {
        Map<String, Object> properties = new HashMap<>(told);
        properties.put("server.address", host);
        properties.put("server.port", port);
        // Spring would believe any such header where it thinks that it runs in a cloud.
        properties.put("server.forward-headers-strategy", proxy == null ? "none" : "native");
        if (proxy != null) {
            properties.put("server.tomcat.remoteip.internal-proxies", Pattern.quote(proxy.getHostAddress()));
        }
        return start(database, WebApplicationType.SERVLET, properties);
    }

    /// Starts without pages, for a command.
    public static ConfigurableApplicationContext quiet(Database database) {
        return quiet(database, Map.of());
    }

    /// The same with what modules are told at the start.
    public static ConfigurableApplicationContext quiet(Database database, Map<String, String> told) {
        return start(database, WebApplicationType.NONE, Map.copyOf(told));
    }

    private static ConfigurableApplicationContext start(
            Database database, WebApplicationType type, Map<String, Object> properties) {
        try {
            Migrations.run(database);
            return new SpringApplicationBuilder(Application.class)
                    .web(type)
                    .properties(properties)
                    .initializers(context -> ((GenericApplicationContext) context)
                            .registerBean(
                                    Database.class,
                                    () -> database,
                                    definition -> definition.setDestroyMethodName("close")))
                    .run();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /// Closed before the database is: it depends on it.
    @Bean
    Connections dataSource(Database database) {
        return new Connections(database);
    }
}
