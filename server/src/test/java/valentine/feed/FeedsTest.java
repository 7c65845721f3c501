package valentine.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.customer.PersonalData;
import valentine.customer.Trust;
import valentine.db.TestDatabase;
import valentine.guard.Http;
import valentine.team.MemberId;

/// What customers publish comes into the history, politely and without harm.
class FeedsTest {
    @AutoClose
    static final Blog blog = new Blog();

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = application();

    private static final JdbcClient jdbc = database.jdbc();

    private final Feeds feeds = application.getBean(Feeds.class);
    private final Rounds rounds = application.getBean(Rounds.class);
    private final String path = "/" + UUID.randomUUID() + ".xml";
    private final CustomerId anna = application
            .getBean(Identity.class)
            .resolve(List.of(new Mention(
                    List.of(Handle.id("C-" + UUID.randomUUID()).orElseThrow()),
                    Map.of("name", "Anna"),
                    Instant.now(),
                    Trust.SAID,
                    "shop")))
            .getFirst();

    private static ConfigurableApplicationContext application() {
        System.setProperty("valentine.allow-private-address", blog.place());
        try {
            return database.context();
        } finally {
            System.clearProperty("valentine.allow-private-address");
        }
    }

    @AfterEach
    void nothing_is_read_any_more() {
        jdbc.sql("UPDATE feed.feed SET ended_at = now() WHERE ended_at IS NULL").update();
    }

    @Test
    void entries_of_rss_come_into_the_history_once_and_with_their_day() {
        blog.put(path, rss("""
                <item><guid>1</guid><title>A &amp;amp; B</title><link>https://anna.example/1</link>
                  <pubDate>Tue, 06 Jan 2026 10:00:00 GMT</pubDate>
                  <description>&lt;p&gt;We moved &lt;b&gt;house&lt;/b&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</description></item>
                <item><guid>2</guid><description>No title here</description></item>"""));
        read();
        again();

        assertThat(history())
                .containsExactly(
                        "wrote in feed 2026-01-06 A & B | We moved house | https://anna.example/1",
                        "wrote in feed today No title here | No title here | ");
        assertThat(feed().title()).isEqualTo("Anna's pages");
        assertThat(feed().trouble()).isNull();
    }

    @Test
    void atom_and_json_feed_are_read_too() {
        blog.put(path, """
                <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Atom</title><id>urn:a</id>
                <updated>2026-02-01T00:00:00Z</updated><entry><id>urn:a:1</id><title type="html">On &lt;i&gt;tea&lt;/i&gt;</title>
                <updated>2026-02-01T00:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Green</p></div></content>
                </entry></feed>""");
        read();
        assertThat(history()).containsExactly("wrote in feed 2026-02-01 On tea | Green | ");

        String json = "/" + UUID.randomUUID() + ".json";
        blog.put(json, 200, Map.of("Content-Type", "application/feed+json"), """
                {"version": "https://jsonfeed.org/version/1.1", "title": "Json", "items": [
                  {"id": 7, "content_html": "<p>Bread</p>", "date_published": "2026-03-01T10:00:00+01:00"}, {"id": "8"}]}""");
        feeds.add(anna, blog.url(json), new MemberId(1));
        rounds.run();
        assertThat(history()).contains("wrote in feed 2026-03-01 Bread | Bread | ");
    }

    @Test
    void a_site_is_asked_politely_and_only_for_what_is_new() {
        blog.put(path, 200, Map.of("ETag", "\"7\"", "Content-Type", "application/rss+xml"), rss(item("1")));
        read();
        assertThat(rounds.run()).as("not again within the hour").isZero();
        again();

        List<Blog.Asked> asked = blog.asked(path);
        assertThat(asked).hasSize(2);
        assertThat(asked.getLast().headers().getFirst("If-None-Match")).isEqualTo("\"7\"");
        assertThat(asked.getFirst().headers().getFirst("User-Agent")).startsWith("Valentine/1 (+http");
        assertThat(asked.getFirst().headers()).doesNotContainKey("Cookie");
        assertThat(history()).hasSize(1);
        assertThat(jdbc.sql("SELECT next_at > now() + interval '59 minutes' FROM feed.feed WHERE ended_at IS NULL")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void what_robots_txt_forbids_is_not_read() {
        blog.put("/robots.txt", 200, Map.of("Content-Type", "text/plain"), "User-agent: *\nDisallow: /private/");
        try {
            Robots robots = robots();
            int before = blog.asked("/robots.txt").size();
            assertThat(robots.ask(blog.url("/private/feed.xml"), "Valentine")).isEqualTo(Robots.Word.NO);
            assertThat(robots.ask(blog.url("/feed.xml"), "Valentine")).isEqualTo(Robots.Word.YES);
            assertThat(blog.asked("/robots.txt")).hasSize(before + 1);
            blog.put("/robots.txt", 503, Map.of(), "");
            assertThat(robots().ask(blog.url("/feed.xml"), "Valentine")).isEqualTo(Robots.Word.LATER);
        } finally {
            blog.remove("/robots.txt");
        }
    }

    private static Robots robots() {
        return new Robots(application.getBean(Http.class));
    }

    @Test
    void redirects_are_followed_only_to_where_we_may_call() {
        blog.put(path + "/new", rss(item("1")));
        blog.put(path, 301, Map.of("Location", path + "/new"), "");
        read();
        assertThat(history()).hasSize(1);
        assertThat(feed().url()).isEqualTo(blog.url(path + "/new"));

        for (String inside : List.of(
                "http://169.254.169.254/latest/", "http://localhost:1/", "file:///etc/passwd", "http://[::1]:22/")) {
            blog.put(path + "/new", 302, Map.of("Location", inside), "");
            again();
            assertThat(feed().trouble()).as(inside).isNotEmpty();
            assertThat(feed().url()).isEqualTo(blog.url(path + "/new"));
        }
        blog.put(path + "/new", 302, Map.of("Location", path + "/new"), "");
        again();
        assertThat(feed().trouble()).contains("without end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                <?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
                <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
                <rss version="2.0"><channel><title>&d;</title><item><title>&d;</title></item></channel></rss>""",
                """
                <?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>
                <rss version="2.0"><channel><title>&x;</title><item><title>&x;</title></item></channel></rss>""",
                """
                <?xml version="1.0"?><!DOCTYPE r SYSTEM "http://127.0.0.1:1/evil.dtd">
                <rss version="2.0"><channel><title>t</title><item><title>i</title></item></channel></rss>""",
                """
                <?xml version="1.0"?><!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p">%p;]>
                <rss version="2.0"><channel><title>t</title><item><title>i</title></item></channel></rss>""",
                "<!DOCTYPE html><html><head><title>A page</title></head><body>Hello</body></html>",
                "<html><body>Hello</body></html>",
                "Not a feed at all",
                "<rss version=\"2.0\"><channel><title>cut off",
                "{\"version\": 1}",
                "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [",
                ""
            })
    void what_is_no_harmless_feed_is_refused_in_words(String body) {
        blog.put(path, body);

        read();

        assertThat(feed().trouble()).isNotEmpty();
        assertThat(history()).isEmpty();
    }

    @Test
    void what_is_too_big_or_too_deep_is_not_read() {
        blog.endless(path, "<item><title>" + "x".repeat(100_000) + "</title></item>", 1_000);
        read();
        assertThat(feed().trouble()).contains("more than 5120 KiB");

        blog.put(path, rss("<item>" + "<a>".repeat(50_000) + "</a>".repeat(50_000) + "</item>"));
        again();
        assertThat(feed().trouble()).isEqualTo("The feed is broken: a program cannot read it.");
        assertThat(history()).isEmpty();
    }

    @Test
    void who_does_not_answer_is_asked_ever_more_rarely() {
        blog.put(path, 500, Map.of(), "");
        read();
        for (int i = 0; i < 3; i++) again();

        assertThat(feed().trouble()).isEqualTo("The site answered with an error of its own (500).");
        assertThat(feed().failures()).isEqualTo(4);
        assertThat(jdbc.sql("SELECT next_at > now() + interval '7 hours' FROM feed.feed WHERE ended_at IS NULL")
                        .query(Boolean.class)
                        .single())
                .isTrue();

        blog.put(path, rss(item("1")));
        again();
        assertThat(feed().trouble()).isNull();
        assertThat(feed().failures()).isZero();
    }

    @Test
    void a_feed_that_was_ended_and_added_again_tells_nothing_twice() {
        blog.put(path, rss(item("1")));
        read();
        assertThat(feeds.end(anna, feed().id())).isTrue();
        assertThat(feeds.of(anna)).isEmpty();
        assertThat(rounds.run()).isZero();

        read();

        assertThat(history()).hasSize(1);
    }

    @Test
    void it_is_forgotten_with_the_customer() {
        blog.put(path, rss(item("1")));
        read();
        PersonalData kept = application.getBean(FeedConfiguration.class).feedsKept(jdbc);

        assertThat(kept.count(List.of(anna))).isEqualTo(1);
        assertThat(kept.forget(List.of(anna))).isEqualTo(1);
        assertThat(feeds.of(anna)).isEmpty();
    }

    private void read() {
        feeds.add(anna, blog.url(path), new MemberId(1));
        rounds.run();
    }

    private void again() {
        jdbc.sql("UPDATE feed.feed SET next_at = now() WHERE ended_at IS NULL").update();
        rounds.run();
    }

    private Feed feed() {
        return feeds.of(anna).getFirst();
    }

    private List<String> history() {
        return jdbc.sql("""
                        SELECT kind || ' ' || direction || ' ' || channel || ' '
                            || CASE WHEN at > now() - interval '1 hour' THEN 'today' ELSE (at AT TIME ZONE 'UTC')::date::text END
                            || ' ' || title || ' | ' || coalesce(properties ->> 'text', '') || ' | '
                            || coalesce(properties ->> 'link', '')
                        FROM history.interaction WHERE customer = :customer ORDER BY at, title
                        """)
                .param("customer", anna.value())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static String item(String id) {
        return "<item><guid>" + id + "</guid><title>Entry " + id + "</title></item>";
    }

    private static String rss(String items) {
        return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Anna's pages</title>" + items
                + "</channel></rss>";
    }
}
