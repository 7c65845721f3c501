package valentine.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import valentine.Application;
import valentine.audit.Actor;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;
import valentine.event.Source;
import valentine.event.Sources;
import valentine.health.Scores;
import valentine.promise.Answer;
import valentine.promise.By;
import valentine.promise.Deadline;
import valentine.promise.Draft;
import valentine.promise.Promises;
import valentine.promise.Whom;
import valentine.reading.PromiseKind;
import valentine.team.Keys;

/// The description of the API says what the API does: its routes, their parameters and their answers.
class DocumentTest {
    private static final String DOCUMENT = "https://valentine.invalid/openapi.json";

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Program program = new Program(
            application,
            application
                    .getBean(Keys.class)
                    .make(Keys.Purpose.SECRET, "a reader", Actor.CONSOLE)
                    .text());

    static List<CustomerId> people;

    private final JsonNode document = program.get("/api/openapi.json").json();

    @BeforeAll
    static void a_small_town() {
        people = new Town(application, database.jdbc()).settle(60);
        application.getBean(Scores.class).everybody();
    }

    @Test
    void it_is_a_sound_document_to_the_authors_of_openapi() throws IOException {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        String official = new ClassPathResource("openapi-3.1/schema.json").getContentAsString(StandardCharsets.UTF_8);
        assertThat(registry.getSchema(official, InputFormat.JSON).validate(document))
                .isEmpty();

        var metaSchema = registry.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        document.at("/components/schemas")
                .propertyStream()
                .forEach(schema -> assertThat(metaSchema.validate(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
    }

    @Test
    void it_names_every_route_and_no_other() {
        Set<String> routes = application
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(route -> route.getPatternValues().stream()
                        .filter(pattern -> pattern.startsWith("/api/"))
                        .flatMap(pattern -> route.getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + pattern)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = document.get("paths")
                .propertyStream()
                .filter(path -> path.getKey().startsWith("/api/"))
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(method -> method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(routes);
    }

    @Test
    void it_names_what_can_be_sent() {
        Set<String> calls = Set.of("identify", "track", "page", "screen", "group", "alias", "batch", "import");
        assertThat(document.get("paths")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .filter(path -> path.startsWith("/v1/")))
                .containsExactlyInAnyOrderElementsOf(
                        calls.stream().map(call -> "/v1/" + call).toList());
        // Without a key a door that exists says so.
        calls.forEach(call -> assertThat(send("/v1/" + call, "{\"batch\":[]}").status())
                .as(call)
                .isEqualTo(401));
        assertThat(send("/v1/other", "{}").status()).isEqualTo(404);
    }

    @Test
    void what_was_sent_is_answered_as_it_says() {
        String key = application
                .getBean(Sources.class)
                .make("A shop", Source.Kind.SERVER, List.of(), Actor.CONSOLE)
                .orElseThrow()
                .key();
        String receipt = """
                {"writeKey": "%s", "batch": [
                    {"type": "track", "event": "Song Played", "userId": "C-1", "messageId": "well"},
                    {"type": "track", "event": "Song Played", "userId": "C-1", "messageId": "well"},
                    {"type": "track", "messageId": "nobody's"}]}
                """.formatted(key);
        assertThat(validate("Receipt", send("/v1/batch", receipt).json())).isEmpty();
        answers("Fate", "/api/intake/well");
        answers("Fate", "/api/intake/nobody's");
        answers("Problem", "/api/intake/unknown");
        assertThat(validate("Problem", send("/v1/batch", "[]").json())).isEmpty();
    }

    @Test
    void it_names_every_parameter_and_no_other() {
        for (String path : List.of(
                "/api/customers",
                "/api/customers/{id}",
                "/api/customers/{id}/timeline",
                "/api/customers/{id}/standing",
                "/api/customers/{id}/conversations",
                "/api/accounts",
                "/api/promises")) {
            Set<String> named = document.at("/paths")
                    .get(path)
                    .at("/get/parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("in").asString().equals("query"))
                    .map(parameter -> parameter.get("name").asString())
                    .collect(Collectors.toCollection(TreeSet::new));
            String mend =
                    program.get(real(path) + "?surprise=1").json().get("detail").asString();
            Set<String> known = Arrays.stream(mend.replaceAll(".*\\[|\\].*", "").split(", ", -1))
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(named).as(path).isEqualTo(known);
        }
    }

    @Test
    void real_answers_are_as_it_says() {
        answers("Customers", "/api/customers?limit=2");
        answers("Customers", "/api/customers?band=gone_quiet");
        answers("Customers", "/api/customers?email=nobody-such%40example.com");
        for (CustomerId person : people) {
            answers("Customer", "/api/customers/" + person.value());
        }
        answers("Timeline", "/api/customers/" + people.getFirst().value() + "/timeline?limit=2");
        answers("Timeline", "/api/customers/" + people.getLast().value() + "/timeline");
        answers("Standing", "/api/customers/" + people.getFirst().value() + "/standing");
        assertThat(application
                        .getBean(Promises.class)
                        .make(
                                new Draft(
                                        Whom.customer(people.getFirst()),
                                        PromiseKind.FIX,
                                        "Mend the gate",
                                        new Deadline(Instant.parse("2031-05-06T10:00:00Z"), ZoneOffset.UTC)),
                                By.RULE))
                .isInstanceOf(Answer.Done.class);
        answers("Accounts", "/api/accounts");
        answers("Account", "/api/accounts/1");
        answers("Problem", "/api/accounts/0");
        answers("Promises", "/api/promises");
        answers("Promise", "/api/promises/1");
        answers("Problem", "/api/customers?limit=0");
        answers("Problem", "/api/customers/0");
        answers("Problem", "/api/nothing");
        try (Program nobody = new Program(application, "")) {
            assertThat(validate("Problem", nobody.get("/api/customers").json())).isEmpty();
        }
    }

    private static Program.Answer send(String path, String body) {
        try (Program source = new Program(application, "")) {
            return source.send(path, body);
        }
    }

    private void answers(String schema, String path) {
        assertThat(validate(schema, program.get(path).json())).as(path).isEmpty();
    }

    /// By the document with all objects closed, so that a field that it does not name is found.
    private List<String> validate(String schema, JsonNode answer) {
        JsonNode closed = document.deepCopy();
        close(closed);
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of(DOCUMENT, JsonMapper.shared().writeValueAsString(closed))));
        return registry
                .getSchema(SchemaLocation.of(DOCUMENT + "#/components/schemas/" + schema))
                .validate(
                        answer, execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").isString()
                && object.path("type").asString().equals("object")
                && object.has("properties")) {
            object.put("additionalProperties", false);
        }
        Stream.concat(node.propertyStream().map(Map.Entry::getValue), node.isArray() ? node.valueStream() : Stream.of())
                .forEach(DocumentTest::close);
    }

    private static String real(String path) {
        return path.replace("{id}", Long.toString(people.getFirst().value()));
    }
}
