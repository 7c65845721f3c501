package valentine.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import valentine.channel.Connection;

/// An account against a server that speaks Mastodon's interface.
class MastodonTest extends Phones {
    @Test
    void pictures_come_along_and_go_out_once_they_are_prepared() {
        String files = """
                "media_attachments":[{"id":"1","type":"image","url":"%s/cdn/media/original/c0ffee.png","description":"a cup"},
                 {"id":"2","type":"image","url":"http://169.254.169.254/latest/secret.jpg"}]""".formatted(vendor.elsewhere());
        vendor.mention(
                3001, mention(3001, 7001, "zoe@example.social", "null").replace("\"media_attachments\":[]", files));
        Connection mastodon = mastodon();
        until(() -> texts(mastodon).size() == 1);
        assertThat(texts(mastodon).getFirst()).startsWith("[1 file, to be seen on Mastodon] @shop Number 7001");
        assertThat(files(mastodon)).containsExactly("picture.png image/png a picture of a cup");

        long departure = answer(
                mastodon, "These two", List.of(file("a.png", "image/png", "one"), file("b.jpg", "image/jpeg", "two")));
        until(() -> state(departure).equals("handed_over"));
        assertThat(vendor.uploaded).containsExactly("a.png | image/png | one", "b.jpg | image/jpeg | two");
        assertThat(vendor.taken.getFirst().raw()).contains("\"media_ids\":[\"22348641\",\"22348641\"]");
        assertThat(refused(mastodon, "", file("a.png", "image/png", 9), file("b.mp4", "video/mp4", 9)))
                .contains("up to four pictures");
        assertThat(refused(mastodon, "", file("a.pdf", "application/pdf", 9))).contains("does not go out by Mastodon");
    }

    @Test
    void mastodon_is_read_on_and_answered_to_whom_it_was_and_only_once() {
        for (int i = 1; i <= 30; i++)
            vendor.mention(1000 + i, mention(1000 + i, 5000 + i, "zoe@example.social", i == 2 ? "\"5001\"" : "null"));
        Connection mastodon = mastodon();
        until(() -> texts(mastodon).size() == 30);
        for (int i = 31; i <= 90; i++)
            vendor.mention(1000 + i, mention(1000 + i, 5000 + i, "zoe@example.social", "null"));
        until(() -> texts(mastodon).size() == 90);
        assertThat(texts(mastodon).getFirst()).isEqualTo("@shop Number 5001 <b>\n\nSecond paragraph");
        assertThat(jdbc.sql(
                                "SELECT count(DISTINCT thread) FROM channel.arrival WHERE connection = :c AND external_id IN ('5001', '5002')")
                        .param("c", mastodon.id().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        // The answer is lost on its way back: the same key makes it the same post.
        vendor.says(0, "", Map.of());
        long departure = answer(mastodon, "Thank you!");
        until(() -> state(departure).equals("waiting") && !why(departure).isEmpty());
        jdbc.sql("UPDATE channel.departure SET due_at = now() WHERE id = :id")
                .param("id", departure)
                .update();
        until(() -> state(departure).equals("handed_over"));
        assertThat(vendor.taken).singleElement().satisfies(taken -> {
            assertThat(taken.text()).isEqualTo("@zoe@example.social Thank you!");
            assertThat(taken.raw()).contains("\"visibility\":\"direct\"").contains("\"in_reply_to_id\":\"50");
        });
        long tooLong = answer(mastodon, "x".repeat(600));
        until(() -> state(tooLong).equals("failed"));
        assertThat(why(tooLong)).contains("500");
    }
}
