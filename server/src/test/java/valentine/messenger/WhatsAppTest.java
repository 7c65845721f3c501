package valentine.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import valentine.channel.Connection;

/// A number against a server that speaks the Cloud API.
class WhatsAppTest extends Phones {
    @Test
    void files_come_along_and_the_token_goes_to_meta_only() throws Exception {
        Connection whatsApp = whatsApp("");
        String image =
                message("wamid.f1", "4917012340009", "x").replace("\"type\":\"text\",\"text\":{\"body\":\"x\"}", """
                "type":"image","image":{"id":"4490709327384033","mime_type":"image/jpeg","caption":"Broken"}""");
        String document =
                message("wamid.f2", "4917012340009", "x").replace("\"type\":\"text\",\"text\":{\"body\":\"x\"}", """
                "type":"document","document":{"id":"666","mime_type":"application/pdf","filename":"a.pdf"}""");

        assertThat(meta(whatsApp, image)).isEqualTo(200);
        assertThat(meta(whatsApp, document)).isEqualTo(200);

        assertThat(texts(whatsApp)).containsExactly("Broken", "[1 file, to be seen in WhatsApp]");
        assertThat(files(whatsApp)).containsExactly("picture.jpg image/jpeg a receipt");
    }

    @Test
    void a_file_is_kept_by_meta_first_and_then_sent_by_its_number() throws Exception {
        Connection whatsApp = whatsApp("order_ready | en | Hello {{1}}, your order {{2}} is ready.");
        assertThat(meta(whatsApp, message("wamid.o1", "4917012340077", "Hi"))).isEqualTo(200);
        long picture = answer(whatsApp, "The blue one", List.of(file("cup.png", "image/png", "a cup")));
        until(() -> state(picture).equals("handed_over"));
        assertThat(vendor.uploaded).containsExactly("cup.png | image/png | a cup");
        assertThat(vendor.taken.getFirst().raw())
                .contains("\"type\":\"image\"")
                .contains("\"image\":{\"id\":\"1037543291543636\",\"caption\":\"The blue one\"}");
        long receipt = answer(whatsApp, "", List.of(file("Quittung.pdf", "application/pdf", "a receipt")));
        until(() -> state(receipt).equals("handed_over"));
        assertThat(vendor.taken.getLast().raw())
                .contains("\"document\":{\"id\":\"1037543291543636\",\"filename\":\"Quittung.pdf\"}");

        assertThat(refused(whatsApp, "", file("a.png", "image/png", 9), file("b.png", "image/png", 9)))
                .contains("One file at once");
        assertThat(refused(whatsApp, "", file("moving.gif", "image/gif", 9))).contains("pictures (JPEG, PNG)");
        assertThat(refused(whatsApp, "", file("large.png", "image/png", 6 << 20)))
                .contains("at most 5 MB");
        assertThat(refused(whatsApp, "Listen", file("word.mp3", "audio/mpeg", 9)))
                .contains("without words");
        assertThat(refused(whatsApp, "x".repeat(1_025), file("a.png", "image/png", 9)))
                .contains("1,024");

        jdbc.sql("UPDATE channel.arrival SET at = at - interval '25 hours' WHERE connection = :c")
                .param("c", whatsApp.id().value())
                .update();
        long late =
                answer(whatsApp, "Hello Zoe, your order A-17 is ready.", List.of(file("a.png", "image/png", "a cup")));
        until(() -> state(late).equals("failed"));
        assertThat(why(late)).contains("more than 24 hours ago");
    }

    @Test
    void that_the_24_hours_are_over_may_come_late_and_is_said_in_the_same_words() throws Exception {
        Connection whatsApp = whatsApp("order_ready | en | Hello {{1}}, your order {{2}} is ready.");
        assertThat(meta(whatsApp, message("wamid.w1", "4917012340008", "Hi"))).isEqualTo(200);
        long departure = answer(whatsApp, "Hi Zoe");
        until(() -> state(departure).equals("handed_over"));
        String failed = """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
                 "messaging_product":"whatsapp","metadata":{"display_phone_number":"1","phone_number_id":"%s"},
                 "statuses":[{"id":"%s","status":"failed","timestamp":"1767000100","recipient_id":"4917012340008",
                  "errors":[{"code":131047,"title":"Re-engagement message","message":"Re-engagement message",
                   "error_data":{"details":"Message failed to send because more than 24 hours have passed."}}]}]}}]}]}
                """.formatted(Vendor.PHONE_ID, externalId(departure));

        assertThat(meta(whatsApp, failed)).isEqualTo(200);

        assertThat(state(departure)).isEqualTo("failed");
        assertThat(why(departure)).contains("more than 24 hours ago").contains("order_ready");
    }

    @Test
    void whatsapp_is_answered_within_24_hours_and_later_by_template_only() throws Exception {
        Connection whatsApp = whatsApp("order_ready | en | Hello {{1}}, your order {{2}} is ready.");
        String path = "/hooks/whatsapp/" + whatsApp.setting(Hooks.HOOK);
        String challenge = path + "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";
        assertThat(get(challenge + whatsApp.setting(WhatsApp.VERIFY)).body()).isEqualTo("1158201444");
        assertThat(get(challenge + "wrong").statusCode()).isEqualTo(401);

        assertThat(meta(whatsApp, message("wamid.1", "4917012340001", "Hi there")))
                .isEqualTo(200);
        assertThat(meta(whatsApp, message("wamid.1", "4917012340001", "Hi there")))
                .isEqualTo(200);
        assertThat(texts(whatsApp)).containsExactly("Hi there");
        long departure = answer(whatsApp, "Hi Zoe");
        until(() -> state(departure).equals("handed_over"));
        String status = """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
                 "messaging_product":"whatsapp","metadata":{"display_phone_number":"1","phone_number_id":"%s"},
                 "statuses":[{"id":"%s","status":"read","timestamp":"1767000100","recipient_id":"4917012340001"}]}}]}]}
                """.formatted(Vendor.PHONE_ID, externalId(departure));
        assertThat(meta(whatsApp, status)).isEqualTo(200);
        assertThat(state(departure)).isEqualTo("read");

        jdbc.sql("UPDATE channel.arrival SET at = at - interval '25 hours' WHERE connection = :c")
                .param("c", whatsApp.id().value())
                .update();
        long late = answer(whatsApp, "Are you still there?");
        until(() -> state(late).equals("failed"));
        assertThat(why(late)).contains("more than 24 hours ago").contains("order_ready");
        vendor.taken.clear();
        long template = answer(whatsApp, "Hello Zoe, your order A-17 is ready.");
        until(() -> state(template).equals("handed_over"));
        assertThat(vendor.taken)
                .singleElement()
                .satisfies(taken -> assertThat(taken.text())
                        .contains("order_ready")
                        .contains("Zoe")
                        .contains("A-17"));
    }
}
