package valentine.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import valentine.channel.Connection;
import valentine.channel.NewAttachment;

/// A bot against a server that speaks the Bot API.
class TelegramTest extends Phones {
    @Test
    void photos_and_documents_come_along_and_what_is_too_large_is_named() throws Exception {
        Connection telegram = telegram(Telegram.CALLS);
        Telegram bean = application.getBean(Telegram.class);
        Map<String, String> proof =
                Map.of("X-Telegram-Bot-Api-Secret-Token", bean.proof(telegram).orElseThrow());
        String path = "/hooks/telegram/" + telegram.setting(Hooks.HOOK);
        String photo = telegramUpdate(701, "x").replace("\"text\":\"x\"", """
                "caption":"It is broken","photo":[{"file_id":"small"},{"file_id":"large"}]""");
        String document = telegramUpdate(702, "x").replace("\"text\":\"x\"", """
                "document":{"file_id":"large","file_name":"../receipt.pdf","mime_type":"application/pdf"}""");
        String film = telegramUpdate(703, "x").replace("\"text\":\"x\"", """
                "caption":"Look","video":{"file_id":"too large","mime_type":"video/mp4"}""");

        for (String update : List.of(photo, document, film))
            assertThat(post(path, update, proof).statusCode()).isEqualTo(200);

        assertThat(texts(telegram))
                .containsExactly("It is broken", ".._receipt.pdf", "[1 file, to be seen in Telegram] Look");
        assertThat(files(telegram))
                .containsExactly(
                        "picture.jpg image/jpeg a photo of a cup", ".._receipt.pdf application/pdf a photo of a cup");
    }

    @Test
    void a_picture_is_shown_a_file_is_sent_and_several_go_as_one_album() throws Exception {
        Connection telegram = telegram(Telegram.CALLS);
        Telegram bean = application.getBean(Telegram.class);
        Map<String, String> proof =
                Map.of("X-Telegram-Bot-Api-Secret-Token", bean.proof(telegram).orElseThrow());
        assertThat(post("/hooks/telegram/" + telegram.setting(Hooks.HOOK), telegramUpdate(801, "Hi"), proof)
                        .statusCode())
                .isEqualTo(200);
        sent(telegram, "The blue one", file("cup.png", "image/png", "a cup"));
        sent(telegram, "", file("Größe “L”.pdf", "application/pdf", "a table"));
        sent(telegram, "Too wide", file("broken.png", "image/png", "broken"));
        sent(telegram, "Both", file("a.pdf", "application/pdf", "one"), file("b.zip", "application/zip", "two"));
        assertThat(vendor.taken)
                .extracting(Vendor.Taken::raw)
                .satisfiesExactly(
                        photo -> assertThat(photo)
                                .startsWith("sendPhoto")
                                .contains("chat_id=4242")
                                .contains("caption=The blue one")
                                .contains("photo=cup.png | image/png | a cup"),
                        document -> assertThat(document)
                                .startsWith("sendDocument")
                                .contains("Größe “L”.pdf | application/pdf | a table")
                                .doesNotContain("caption"),
                        instead ->
                                assertThat(instead).startsWith("sendDocument").contains("caption=Too wide"),
                        album -> assertThat(album)
                                .startsWith("sendMediaGroup")
                                .contains("attach://file0")
                                .contains("\"caption\":\"Both\"")
                                .contains("file1=b.zip | application/zip | two"));
        assertThat(refused(telegram, "x".repeat(1_025), file("a.pdf", "application/pdf", 9)))
                .contains("1,024")
                .contains("the file after it");
    }

    private void sent(Connection telegram, String text, NewAttachment... files) {
        long departure = answer(telegram, text, List.of(files));
        until(() -> state(departure).equals("handed_over"));
    }

    @Test
    void telegram_is_asked_and_forgets_only_what_we_have() throws Exception {
        vendor.update(501, telegramMessage(11, "Is the blue one in?"));
        vendor.update(502, telegramMessage(12, "Hello?"));
        vendor.update(
                503,
                "{\"message_id\":13,\"date\":1767000000,\"chat\":{\"id\":-5,\"type\":\"group\"},\"from\":{\"id\":9},\"text\":\"not to us\"}");
        Connection telegram = telegram(Telegram.WE_ASK);
        until(() -> vendor.waitingUpdates() == 0);
        assertThat(texts(telegram)).containsExactly("Is the blue one in?", "Hello?");
        assertThat(jdbc.sql("SELECT count(DISTINCT thread) FROM channel.arrival WHERE connection = :c")
                        .param("c", telegram.id().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        long departure = answer(telegram, "Yes, it is.");
        until(() -> state(departure).equals("handed_over"));
        assertThat(vendor.taken).singleElement().satisfies(taken -> {
            assertThat(taken.to()).isEqualTo("4242");
            assertThat(taken.text()).isEqualTo("Yes, it is.");
        });
        vendor.says(
                403,
                "{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot was blocked by the user\"}",
                Map.of());
        long blocked = answer(telegram, "And another thing");
        until(() -> state(blocked).equals("failed"));
        assertThat(why(blocked)).contains("They blocked the bot");
    }

    @Test
    void telegram_calls_us_with_its_proof_and_each_message_comes_once() throws Exception {
        Connection telegram = telegram(Telegram.CALLS);
        Telegram bean = application.getBean(Telegram.class);
        assertThat(bean.trial(telegram)).isEmpty();
        assertThat(vendor.calls).anyMatch(call -> call.endsWith("/setWebhook"));
        Map<String, String> proof =
                Map.of("X-Telegram-Bot-Api-Secret-Token", bean.proof(telegram).orElseThrow());
        String path = "/hooks/telegram/" + telegram.setting(Hooks.HOOK);
        assertThat(post(path, telegramUpdate(601, "once"), proof).statusCode()).isEqualTo(200);
        assertThat(post(path, telegramUpdate(601, "once"), proof).statusCode()).isEqualTo(200);
        assertThat(post(path, "not json", proof).statusCode()).isEqualTo(200);
        assertThat(texts(telegram)).containsExactly("once");
    }
}
