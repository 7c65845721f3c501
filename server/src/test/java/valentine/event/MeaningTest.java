package valentine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import valentine.event.Sending.Answered;

/// What messages mean: to whom, when, and what it is worth.
class MeaningTest {
    @AutoClose
    static final Sending sending = new Sending();

    private final String id = UUID.randomUUID().toString();

    @Test
    void a_completed_order_is_an_order_with_money_and_lines() {
        track("Order Completed", """
                {"order_id": "50314b8e", "total": 27.5, "revenue": 25, "shipping": 3, "currency": "usd", "products": [
                  {"product_id": "507f", "sku": "45790-32", "name": "Monopoly", "price": 19, "quantity": 1},
                  {"product_id": "505b", "name": "UNO", "price": 3, "quantity": 2}]}
                """);

        assertThat(told()).isEqualTo("order | in | Order 50314b8e: 2 items | 27.5 | USD");
        assertThat(property("order")).isEqualTo("50314b8e");
        assertThat(sending.lines(
                        "SELECT properties ->> 'lines' FROM history.interaction WHERE message_id = '" + id + "'"))
                .containsExactly("[{\"amount\": 19, \"product\": \"45790-32\", \"quantity\": 1, \"unit_price\": 19,"
                        + " \"description\": \"Monopoly\"}, {\"amount\": 6, \"product\": \"505b\", \"quantity\": 2,"
                        + " \"unit_price\": 3, \"description\": \"UNO\"}]");
        assertThat(property("shipping")).isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Order Refunded | {"order_id": "7", "total": 30, "currency": "EUR"} | return . in . Return 7 . -30 . EUR
                    Order Cancelled | {"order_id": "7", "revenue": "12.50"} | return . in . Return 7 . -12.5 . EUR
                    order_completed | {"products": [{"name": "Cup", "price": 4, "quantity": 2}]} | order . in . Order: Cup . 8 . EUR
                    Order Completed | {"order_id": 9} | order . in . Order 9
                    Order Updated | {"order_id": "7", "total": 30} | order_updated . in . Order Updated: 7
                    Product Viewed | {"name": "Cup", "price": 4} | visit . in . Product Viewed: Cup
                    Checkout Started | {"value": 9} | visit . in . Checkout Started
                    Product Reviewed | {"rating": 4, "review_body": "Fine"} | review . in . Product Reviewed
                    Subscription Cancelled | {} | subscription_ended . in . Subscription Cancelled
                    Email Delivered | {} | message_out . out . Email Delivered
                    Lamp Switched On | {} | product_use . in . Lamp Switched On
                    """)
    void events_of_the_spec_have_their_kind_and_signed_money(String event, String properties, String told) {
        track(event, properties);

        assertThat(told()).isEqualTo(told.replace(" . ", " | "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"total": "much"} | MONEY
                    {"total": 1e15} | MONEY
                    {"total": 5, "currency": "Euro"} | CURRENCY
                    {"total": 5, "odd": 1e99999} | NUMBER
                    7 | PROPERTIES
                    """)
    void money_that_cannot_be_read_is_refused(String properties, Reason reason) {
        assertThat(track("Order Completed", properties).reasons()).containsExactly(reason.sentence());
    }

    @Test
    void pages_and_screens_are_page_views() {
        sending.send("/v1/page", """
                {"messageId": "%s", "anonymousId": "a1", "name": "Prices", "properties": {"url": "https://x.example/p"},
                 "context": {"page": {"path": "/p"}, "ip": "10.0.0.1"}}
                """.formatted(id));

        assertThat(told()).isEqualTo("page | in | Prices");
        assertThat(property("context")).isEqualTo("{\"page\": {\"path\": \"/p\"}}");
    }

    @Test
    void what_stands_around_a_batch_goes_with_each_message_unless_the_message_says_otherwise() {
        sending.send("/v1/batch", """
                {"context": {"app": {"name": "Batch"}, "locale": "de"}, "integrations": {"All": false}, "batch": [
                  {"type": "track", "event": "E", "userId": "u", "messageId": "%s", "context": {"locale": "fr"}}]}
                """.formatted(id));

        assertThat(property("context")).isEqualTo("{\"app\": {\"name\": \"Batch\"}, \"locale\": \"fr\"}");
        assertThat(property("integrations")).isEqualTo("{\"All\": false}");
    }

    @Test
    void who_somebody_is_is_kept_and_counted_without_a_line_in_the_history() {
        Answered answered = sending.send("/v1/identify", """
                {"messageId": "%s", "userId": "u77", "traits": {"name": "Anna Berg", "email": null}}
                """.formatted(id));

        assertThat(answered.accepted()).isEqualTo(1);
        assertThat(sending.count("SELECT count(*) FROM history.interaction WHERE message_id = '" + id + "'"))
                .isZero();
        assertThat(sending.count("SELECT count(*) FROM history.message WHERE customer IS NOT NULL AND message_id = '"
                        + id + "'"))
                .isEqualTo(1);
    }

    @Test
    void the_time_is_corrected_by_the_senders_clock() {
        Instant now = Instant.now();
        // The sender's clock is an hour behind; it happened ten minutes before it was sent.
        sending.send("/v1/batch", """
                {"sentAt": "%s", "batch": [{"type": "track", "event": "E", "userId": "u", "messageId": "%s",
                  "timestamp": "%s"}]}
                """.formatted(now.minusSeconds(3_600), id, now.minusSeconds(4_200)));

        assertThat(at()).isBetween(now.minusSeconds(601), now.minusSeconds(590));
        assertThat(property("clock")).isNull();
    }

    @Test
    void a_clock_wrong_by_years_is_corrected_and_flagged() {
        Instant now = Instant.now();
        sending.send("/v1/track", """
                {"event": "E", "userId": "u", "messageId": "%s", "sentAt": "1999-01-01T00:10:00Z",
                 "originalTimestamp": "1999-01-01T00:00:00Z"}
                """.formatted(id));

        assertThat(at()).isBetween(now.minusSeconds(601), now.minusSeconds(590));
        assertThat(property("clock")).contains("years behind");
    }

    @Test
    void what_has_not_come_yet_stands_at_when_it_came() {
        Instant now = Instant.now();
        sending.send("/v1/track", """
                {"event": "E", "userId": "u", "messageId": "%s", "timestamp": "2099-01-01T00:00:00Z"}
                """.formatted(id));

        assertThat(at()).isBetween(now.minusSeconds(1), now.plusSeconds(10));
        assertThat(property("clock")).contains("2099");
    }

    @Test
    void what_is_brought_as_history_keeps_its_time() {
        sending.send("/v1/import", """
                {"sentAt": "2020-01-01T00:00:00Z", "batch": [{"type": "track", "event": "E", "userId": "u",
                  "messageId": "%s", "timestamp": "2015-06-01T12:00:00+02:00"}]}
                """.formatted(id));

        assertThat(at()).isEqualTo("2015-06-01T10:00:00Z");
        assertThat(property("clock")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2024-03-01T10:00:00.123Z\"", "\"2024-03-01T10:00:00.123+0000\"", "\"2024-03-01 10:00:00.123\"",
                "1709287200.123", "1709287200123", "\"2024-03-01T12:00:00.123+02:00\""
            })
    void times_are_read_as_programs_write_them(String time) {
        sending.send("/v1/track", """
                {"event": "E", "userId": "u", "messageId": "%s", "timestamp": %s}
                """.formatted(id, time));

        assertThat(at()).isEqualTo("2024-03-01T10:00:00.123Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yesterday\"", "\"2024-13-41\"", "1e300", "[]", "\"+999999999-01-01T00:00:00Z\""})
    void a_time_that_is_none_is_refused(String time) {
        assertThat(sending.send("/v1/track", """
                        {"event": "E", "userId": "u", "messageId": "%s", "timestamp": %s}
                        """.formatted(id, time)).reasons())
                .containsExactly(Reason.TIME.sentence());
    }

    @Test
    void without_a_number_the_content_tells_a_repetition() {
        String message = """
                {"event": "E", "userId": "%s", "timestamp": "2024-03-01T10:00:00Z", "sentAt": "%s"}
                """;
        assertThat(sending.send("/v1/track", message.formatted(id, "2024-03-01T10:00:01Z"))
                        .accepted())
                .isEqualTo(1);
        assertThat(sending.send("/v1/track", message.formatted(id, "2024-03-01T10:00:09Z"))
                        .duplicates())
                .isEqualTo(1);
        assertThat(sending.send("/v1/track", message.formatted(id + "2", "2024-03-01T10:00:09Z"))
                        .accepted())
                .isEqualTo(1);
    }

    @Test
    void the_same_number_of_two_sources_is_two_messages() {
        String body = "{\"event\": \"E\", \"userId\": \"u\", \"messageId\": \"" + id + "\", \"writeKey\": \"%s\"}";
        assertThat(sending.send(sending.request("/v1/track", body.formatted(sending.key())))
                        .accepted())
                .isEqualTo(1);
        assertThat(sending.send(sending.request("/v1/track", body.formatted(sending.browserKey())))
                        .accepted())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"event": "E"} | NOBODY
                    {"event": "E", "userId": "null"} | NOBODY
                    {"event": " ", "userId": "u"} | NO_EVENT
                    {"event": "E", "userId": "u", "traits": 7} | TRAITS
                    """)
    void what_says_too_little_is_refused(String message, Reason reason) {
        assertThat(sending.send("/v1/track", message).reasons()).containsExactly(reason.sentence());
    }

    @Test
    void odd_characters_are_cleaned() {
        Answered answered = track("E\\u0000\\ud800x", "{\"a\\u0000\": \"b\\udfff\\u0000\", \"ü\": \"😀\"}");

        assertThat(answered.accepted()).isEqualTo(1);
        assertThat(told()).isEqualTo("product_use | in | E\uFFFDx");
        assertThat(property("a")).isEqualTo("b\uFFFD");
        assertThat(property("ü")).isEqualTo("😀");
    }

    private Answered track(String event, String properties) {
        return sending.send("/v1/track", """
                {"userId": "u1", "messageId": "%s", "event": "%s", "properties": %s}
                """.formatted(id, event, properties));
    }

    private String told() {
        return sending.lines("""
                SELECT concat_ws(' | ', kind, direction, title, amount::text, currency) FROM (
                    SELECT kind, direction, title, trim_scale(amount) AS amount, currency
                    FROM history.interaction WHERE message_id = '%s') i
                """.formatted(id)).getFirst();
    }

    private Instant at() {
        return Instant.parse(sending.lines("""
                SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                FROM history.interaction WHERE message_id = '%s'
                """.formatted(id)).getFirst());
    }

    private String property(String name) {
        return sending.lines("SELECT properties ->> '%s' FROM history.interaction WHERE message_id = '%s'"
                        .formatted(name, id))
                .getFirst();
    }
}
