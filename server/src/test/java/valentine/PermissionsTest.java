package valentine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import valentine.db.TestDatabase;
import valentine.team.Permissions;

/// The permission table names exactly the routes that there are.
class PermissionsTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @Test
    void every_route_stands_in_the_table_and_every_line_is_a_route() {
        Set<String> routes = application.getBeansOfType(HandlerMapping.class).values().stream()
                .flatMap(PermissionsTest::routes)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> table = Permissions.table().stream()
                .map(line -> (line.method() == null ? "ANY" : line.method().name()) + " " + line.pattern())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(table).containsExactlyElementsOf(routes);
        assertThat(Permissions.table()).hasSameSizeAs(table);
    }

    private static Stream<String> routes(HandlerMapping mapping) {
        return switch (mapping) {
            case RequestMappingHandlerMapping methods ->
                methods.getHandlerMethods().keySet().stream()
                        .flatMap(info -> info.getPatternValues().stream()
                                .flatMap(pattern ->
                                        info.getMethodsCondition().getMethods().isEmpty()
                                                ? Stream.of("ANY " + pattern)
                                                : info.getMethodsCondition().getMethods().stream()
                                                        .map(method -> method + " " + pattern)));
            case AbstractUrlHandlerMapping files -> {
                assertThat(files.getDefaultHandler()).isNull();
                assertThat(files.getRootHandler()).isNull();
                yield files.getHandlerMap().keySet().stream().map(pattern -> "GET " + pattern);
            }
            case RouterFunctionMapping functions -> {
                assertThat(functions.getRouterFunction()).isNull();
                yield Stream.of();
            }
            default -> throw new AssertionError("Routes of a kind that this test does not know: " + mapping);
        };
    }
}
