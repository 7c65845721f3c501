package valentine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import valentine.audit.Actor;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.channel.ThreadId;
import valentine.channel.Verdict;
import valentine.chat.Room.Answered;
import valentine.chat.Room.Listening;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Handles;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.customer.PersonalData;
import valentine.customer.Trust;

/// What widgets say to the server and hear from it.
class ChatTest {
    @AutoClose
    static final Room room = new Room();

    private final String words = "Do the blue cups come back? " + UUID.randomUUID();

    @Test
    void what_a_visitor_says_comes_in_once_however_often_it_is_sent() {
        String token = room.visitor();
        String id = UUID.randomUUID().toString();

        long line = room.say(token, id, words).json().path("line").asLong();

        assertThat(room.say(token, id, words).json().path("line").asLong()).isEqualTo(line);
        assertThat(room.say(token, id, words).status()).isEqualTo(200);
        assertThat(room.count("SELECT count(*) FROM channel.arrival WHERE text = '" + words + "'"))
                .isEqualTo(1);
        assertThat(room.lines("SELECT kind || ' ' || channel FROM history.interaction WHERE title = '" + words + "'"))
                .containsExactly("message_in chat");
    }

    @Test
    void an_answer_by_the_door_reaches_the_open_widget_at_once_and_its_way_is_known() {
        String token = room.visitor();
        room.say(token, words);
        try (Listening widget = room.listen(token, 0)) {
            assertThat(widget.texts()).containsExactly(words);

            long before = System.nanoTime();
            assertThat(room.answer(words, "They do, on Thursday.")).isInstanceOf(Verdict.Leaving.class);
            JsonNode line = widget.next("lines").get(0);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));

            assertThat(line.path("who").asString()).isEqualTo("us");
            assertThat(line.path("text").asString()).isEqualTo("They do, on Thursday.");
            waitUntil("handed_over");
            room.post("/marks", token, Map.of("delivered", line.path("id").asLong()));
            waitUntil("delivered");
            room.post("/marks", token, Map.of("read", line.path("id").asLong()));
            waitUntil("read");
        }
    }

    @Test
    void who_comes_back_hears_what_came_meanwhile_and_nothing_twice() {
        String token = room.visitor();
        long first = room.say(token, words);
        room.answer(words, "While you were gone");
        waitUntil("handed_over");
        long own = room.say(token, words + " again");

        try (Listening widget = room.listen(token, first)) {
            assertThat(widget.texts()).containsExactly("While you were gone", words + " again");
        }
        try (Listening widget = room.listen(token, own)) {
            assertThat(widget.next("here").asBoolean()).isFalse();
            room.say(token, words + " and again");
            assertThat(widget.texts()).containsExactly(words + " and again");
        }
    }

    @Test
    void two_windows_of_one_visitor_say_and_hear_the_same() throws InterruptedException {
        String token = room.visitor();
        room.say(token, words);
        try (Listening one = room.listen(token, 0);
                Listening other = room.listen(token, 0)) {
            one.texts();
            other.texts();
            CountDownLatch both = new CountDownLatch(2);
            for (String text : List.of("left", "right")) {
                Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 5; i++) room.say(token, text + i);
                    both.countDown();
                });
            }
            assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();

            assertThat(ten(one)).containsExactlyElementsOf(ten(other)).doesNotHaveDuplicates();
        }
    }

    private static List<String> ten(Listening widget) {
        List<String> heard = new java.util.ArrayList<>();
        while (heard.size() < 10) heard.addAll(widget.texts());
        return heard;
    }

    @Test
    void both_sides_see_the_other_write_and_the_visitor_sees_that_we_read() {
        String token = room.visitor();
        long line = room.say(token, words);
        ThreadId thread = thread();
        Talks talks = room.bean(Talks.class);
        try (Listening widget = room.listen(token, 0)) {
            widget.texts();
            waitUntil(() -> talks.presence(Set.of(thread)).orElseThrow().isHere());
            assertThat(talks.presence(Set.of(thread)).orElseThrow().isProven()).isFalse();

            room.post("/marks", token, Map.of("writing", 1));
            waitUntil(() -> talks.presence(Set.of(thread)).orElseThrow().isWriting());
            room.bean(Bell.class).ring(new Sign.Writing(visitor(), 1));
            assertThat(widget.next("writing").asBoolean()).isTrue();
            talks.seen(Set.of(thread));
            assertThat(widget.next("seen").asLong()).isEqualTo(line);
        }
        try (Listening widget = room.listen(token, 0)) {
            assertThat(widget.next("lines").get(0).path("seen").asBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "' OR 1=1 --", "other"})
    void whoever_shows_no_token_of_this_chat_gets_one_answer(String shown) {
        String token = shown.equals("other") ? tokenOfAnotherChat() : shown;

        List<Answered> answers = List.of(
                room.say(token, UUID.randomUUID().toString(), words),
                room.post("/marks", token, Map.of("read", 1)),
                room.post("/contact", token, Map.of("email", "eve@example.com")),
                room.send(room.request("/stream", token).GET()));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.response().body()).isEmpty();
        });
        assertThat(room.count("SELECT count(*) FROM channel.arrival WHERE text = '" + words + "'"))
                .isZero();
    }

    @Test
    void only_pages_of_the_site_may_show_the_chat() {
        assertThat(room.send(room.request("/look", "").GET())
                        .response()
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .hasValue(Room.SHOP);
        for (String origin : List.of("https://evil.example", "null", "https://shop.example.evil.example")) {
            assertThat(room.send(room.request("/look", "")
                                    .setHeader("Origin", origin)
                                    .GET())
                            .status())
                    .as(origin)
                    .isEqualTo(403);
            assertThat(room.send(room.request("/visitors", "")
                                    .setHeader("Origin", origin)
                                    .POST(BodyPublishers.ofString("{}")))
                            .status())
                    .isEqualTo(403);
        }
        Answered asked = room.send(room.request("/messages", "").method("OPTIONS", BodyPublishers.noBody()));
        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.response()
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElseThrow())
                .contains("Authorization");
        assertThat(asked.response().headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(asked.response().headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void an_address_that_a_visitor_types_joins_him_to_nobody() {
        CustomerId anna = anna("anna-" + UUID.randomUUID() + "@example.com");
        String email = room.lines("SELECT value FROM customer.handle WHERE kind = 'email' AND value LIKE 'anna-%'")
                .getLast();
        String token = room.visitor();
        room.say(token, words);

        assertThat(room.post("/contact", token, Map.of("email", email, "name", "<b>Anna</b>"))
                        .status())
                .isEqualTo(204);

        CustomerId visitor =
                room.bean(Handles.class).owner(Visitor.handle(visitor())).orElseThrow();
        assertThat(visitor).isNotEqualTo(anna);
        assertThat(room.bean(Talks.class)
                        .presence(Set.of(thread()))
                        .orElseThrow()
                        .email())
                .hasValue(email);
        assertThat(room.post("/contact", token, Map.of("email", "no address")).status())
                .isEqualTo(422);
    }

    @Test
    void whom_the_site_proves_is_sure_and_finds_his_talk_on_every_device() {
        CustomerId anna = anna("anna-" + UUID.randomUUID() + "@example.com");
        String number = room.lines("SELECT value FROM customer.handle WHERE kind = 'external' AND value LIKE 'C-%'")
                .getLast();
        Map<String, String> proof = Map.of("user", number, "signature", Visits.signature("our secret", number));
        String desk = room.post("/visitors", "", proof).json().path("token").asString();
        room.say(desk, words);

        assertThat(room.bean(Handles.class).owner(Visitor.handle(visitor()))).hasValue(anna);
        assertThat(room.lines("SELECT is_sure::text FROM channel.arrival WHERE text = '" + words + "'"))
                .containsExactly("true");
        String phone = room.post("/visitors", "", proof).json().path("token").asString();
        assertThat(phone).isNotEqualTo(desk);
        try (Listening widget = room.listen(phone, 0)) {
            assertThat(widget.texts()).containsExactly(words);
        }
        assertThat(room.post("/visitors", "", Map.of("user", number, "signature", Visits.signature("guess", number)))
                        .status())
                .isEqualTo(401);
        assertThat(room.post("/visitors", "", Map.of("user", number)).status()).isEqualTo(401);
    }

    @Test
    void what_is_no_message_is_refused_in_its_own_way() {
        String token = room.visitor();
        String id = UUID.randomUUID().toString();
        assertThat(room.say(token, id, "x".repeat(4_001)).status()).isEqualTo(413);
        assertThat(room.say(token, id, "   ").status()).isEqualTo(422);
        assertThat(room.say(token, "'; DROP", words).status()).isEqualTo(422);
        assertThat(room.send(room.request("/messages", token).POST(BodyPublishers.ofString("[1")))
                        .status())
                .isEqualTo(400);
        assertThat(room.send(room.request("/messages", token).POST(BodyPublishers.ofString(" ".repeat(40_000))))
                        .status())
                .isEqualTo(400);
        assertThat(room.say(token, id, "<script>alert(1)</script>\u0000\ud800").status())
                .isEqualTo(200);
    }

    @Test
    void a_file_of_a_visitor_comes_in_once_and_only_he_gets_it_back_as_bytes_to_keep() {
        String token = room.visitor();
        String id = UUID.randomUUID().toString();

        assertThat(file(token, id, "broken cup.jpg", "the picture").status()).isEqualTo(200);
        assertThat(file(token, id, "broken cup.jpg", "the picture").status()).isEqualTo(200);

        long attachment;
        try (Listening widget = room.listen(token, 0)) {
            JsonNode line = widget.next("lines").get(0);
            assertThat(line.path("text").asString()).isEqualTo("broken cup.jpg");
            assertThat(line.path("files")).hasSize(1);
            attachment = line.path("files").get(0).path("id").asLong();
        }
        Answered got = room.send(room.request("/files/" + attachment, token).GET());
        assertThat(got.response().body()).isEqualTo("the picture");
        assertThat(got.response().headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(got.response().headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment;");
        assertThat(got.response().headers().firstValue("X-Content-Type-Options"))
                .hasValue("nosniff");
        assertThat(room.send(room.request("/files/" + attachment, room.visitor())
                                .GET())
                        .status())
                .isEqualTo(404);
        assertThat(room.send(room.request("/files/" + attachment, "").GET()).status())
                .isEqualTo(401);
    }

    @Test
    void what_is_no_file_for_a_shop_is_refused() {
        String token = room.visitor();
        for (String name : List.of("page.html", "run.exe", "logo.svg", ".jpg", "jpg", "cup.jpg.js"))
            assertThat(file(token, UUID.randomUUID().toString(), name, "x").status())
                    .as(name)
                    .isEqualTo(415);
        assertThat(file(token, UUID.randomUUID().toString(), "cup.jpg", "").status())
                .isEqualTo(422);
        assertThat(file(token, UUID.randomUUID().toString(), "cup.jpg", "x".repeat(Files.LARGEST + 1))
                        .status())
                .isEqualTo(413);
        assertThat(file("", UUID.randomUUID().toString(), "cup.jpg", "x").status())
                .isEqualTo(401);
    }

    private static Answered file(String token, String id, String name, String content) {
        String query = "?id=" + id + "&name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        return room.send(room.request("/files" + query, token)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofString(content)));
    }

    @Test
    void a_storm_of_messages_is_slowed_down() {
        String token = room.visitor();
        for (int i = 0; i < 20; i++) room.say(token, "storm " + i);

        Answered answer = room.say(token, UUID.randomUUID().toString(), "one more");
        // On a slow machine some are given back meanwhile.
        for (int more = 0; more < 20 && answer.status() == 200; more++) {
            answer = room.say(token, UUID.randomUUID().toString(), "and one more");
        }

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.response().headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
    }

    @Test
    void an_answer_that_nobody_saw_goes_on_by_mail_once() {
        String email = "ben-" + UUID.randomUUID() + "@example.com";
        String token = room.visitor();
        room.post("/contact", token, Map.of("email", email, "name", "Ben"));
        room.say(token, words);
        room.answer(words, "They come on Thursday.");
        waitUntil("handed_over");
        Onward onward = room.bean(Onward.class);
        room.jdbc().sql("UPDATE chat.line SET at = at - interval '5 minutes'").update();
        assertThat(onward.run()).as("no e-mail channel yet").isZero();
        room.bean(Connections.class)
                .connect(Medium.EMAIL, "Post", "hello@shop.example", Map.of(), Map.of(), Actor.CONSOLE);

        assertThat(onward.run()).isEqualTo(1);
        assertThat(onward.run()).isZero();

        List<String> letters = room.lines("SELECT text FROM channel.departure WHERE to_value = '" + email + "'");
        assertThat(letters).hasSize(1);
        assertThat(letters.getFirst()).startsWith("Hello Ben,").contains("They come on Thursday.");
        assertThat(room.lines("SELECT thread::text FROM channel.departure WHERE to_value = '" + email + "'"))
                .containsExactly(Long.toString(thread().value()));
    }

    @Test
    void who_was_forgotten_is_nobody_here() {
        String token = room.visitor();
        room.say(token, words);
        UUID visitor = visitor();
        CustomerId customer =
                room.bean(Handles.class).owner(Visitor.handle(visitor)).orElseThrow();

        PersonalData kept = room.bean(ChatConfiguration.class).chatsKept(room.jdbc());
        assertThat(kept.count(List.of(customer))).isEqualTo(2);
        assertThat(kept.forget(List.of(customer))).isEqualTo(2);

        assertThat(room.say(token, UUID.randomUUID().toString(), "again").status())
                .isEqualTo(401);
    }

    private CustomerId anna(String email) {
        Mention anna = new Mention(
                List.of(
                        Handle.id("C-" + UUID.randomUUID()).orElseThrow(),
                        Handle.email(email).orElseThrow()),
                Map.of("name", "Anna"),
                java.time.Instant.now(),
                Trust.SAID,
                "shop");
        return room.bean(Identity.class).resolve(List.of(anna)).getFirst();
    }

    private static String tokenOfAnotherChat() {
        String key = "other-" + UUID.randomUUID();
        Widget other = Widget.of(room.bean(Connections.class)
                .find(room.connect(key, Room.SHOP, Map.of()))
                .orElseThrow());
        return room.bean(Visits.class).begin(other);
    }

    private UUID visitor() {
        return UUID.fromString(room.lines("SELECT v.id::text FROM chat.visitor v JOIN channel.arrival a"
                        + " ON a.thread = v.thread WHERE a.text = '" + words + "'")
                .getFirst());
    }

    private ThreadId thread() {
        return new ThreadId(room.count("SELECT thread FROM channel.arrival WHERE text = '" + words + "'"));
    }

    private void waitUntil(String state) {
        waitUntil(() -> room.lines("SELECT d.state FROM channel.departure d WHERE d.thread = " + thread().value()
                        + " AND d.to_kind = 'anonymous' ORDER BY d.id DESC LIMIT 1")
                .equals(List.of(state)));
    }

    private static void waitUntil(java.util.function.BooleanSupplier isSo) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("It never came so");
            Thread.onSpinWait();
        }
    }
}
