package valentine.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import valentine.audit.Actor;
import valentine.channel.Connection;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Handles;
import valentine.transparency.Basis;
import valentine.transparency.Channel;
import valentine.transparency.Consents;

/// Text messages against a server that speaks Twilio's interface.
class SmsTest extends Phones {
    @Test
    void its_pictures_are_fetched_from_where_they_lie_and_the_key_is_shown_to_nobody_else() throws Exception {
        Connection sms = sms();
        String media = vendor.url() + "/2010-04-01/Accounts/" + Vendor.ACCOUNT + "/Messages/MM1/Media/";
        Map<String, String> form = new TreeMap<>(Map.of(
                "MessageSid",
                "MM-in-1",
                "From",
                "+4917012345671",
                "Body",
                "",
                "NumMedia",
                "3",
                "MediaUrl0",
                media + "ME1",
                "MediaContentType0",
                "image/jpeg"));
        form.putAll(Map.of(
                "MediaUrl1",
                "http://169.254.169.254/latest",
                "MediaContentType1",
                "image/png",
                "MediaUrl2",
                vendor.elsewhere() + "/cdn/ME2",
                "MediaContentType2",
                "text/html; charset=utf-8"));

        assertThat(twilio("/hooks/sms/" + sms.setting(Hooks.HOOK), form, Vendor.AUTH_TOKEN))
                .isEqualTo(200);

        assertThat(texts(sms)).containsExactly("[1 file, to be seen at the phone service] picture.jpg, file");
        assertThat(files(sms))
                .containsExactly("picture.jpg image/jpeg a picture of a cup", "file text/html a picture of a cup");
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, no more text messages", "'  stop. ', no more text messages", "Unsubscribe, no more text messages",
        "Arrêt, ne recevrez plus", "STOPP!, keine SMS mehr", "Halt, keine SMS mehr"
    })
    void who_writes_stop_is_sold_nothing_more_and_told_so_once_until_he_writes_start(String word, String told)
            throws Exception {
        Connection sms = sms();
        String from = "+49171" + (1_000_000 + Math.floorMod(UUID.randomUUID().getLeastSignificantBits(), 8_000_000L));
        write(sms, from, "Do you have the blue one?");
        assertThat(maySell(from)).isTrue();

        write(sms, from, word);
        write(sms, from, word);

        assertThat(maySell(from)).isFalse();
        until(() -> vendor.taken.size() == 1);
        assertThat(vendor.taken.getFirst().text()).contains(told).contains("START");
        assertThat(jdbc.sql("SELECT count(*) FROM channel.departure WHERE to_value = :to")
                        .param("to", from)
                        .query(Long.class)
                        .single())
                .isOne();
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM history.interaction WHERE customer = :c AND kind = 'consent_withdrawn'")
                        .param("c", customer(from).value())
                        .query(Long.class)
                        .single())
                .isOne();

        write(sms, from, "Stop sending me the green ones, please");
        write(sms, from, "unstop");
        assertThat(maySell(from)).isTrue();
    }

    @Test
    void who_is_told_by_the_phone_service_is_not_told_again() throws Exception {
        Connection sms = sms();
        String from = "+4917099999999";
        Map<String, String> form = Map.of(
                "MessageSid",
                "SM" + UUID.randomUUID(),
                "From",
                from,
                "Body",
                "STOP",
                "NumMedia",
                "0",
                "OptOutType",
                "STOP");
        assertThat(twilio("/hooks/sms/" + sms.setting(Hooks.HOOK), form, Vendor.AUTH_TOKEN))
                .isEqualTo(200);

        assertThat(maySell(from)).isFalse();
        assertThat(jdbc.sql("SELECT count(*) FROM channel.departure WHERE to_value = :to")
                        .param("to", from)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void write(Connection sms, String from, String text) throws Exception {
        Map<String, String> form =
                Map.of("MessageSid", "SM" + UUID.randomUUID(), "From", from, "Body", text, "NumMedia", "0");
        assertThat(twilio("/hooks/sms/" + sms.setting(Hooks.HOOK), form, Vendor.AUTH_TOKEN))
                .isEqualTo(200);
    }

    /// Whether something that needs no consent may be offered by text message.
    private boolean maySell(String number) {
        return application.getBean(Consents.class).choices(customer(number), Channel.SMS).stream()
                .filter(choice ->
                        choice.purpose().marketing() && choice.purpose().basis() != Basis.CONSENT)
                .allMatch(choice -> choice.allowed().isYes());
    }

    private CustomerId customer(String number) {
        return application
                .getBean(Handles.class)
                .owner(Handle.phone(number).orElseThrow())
                .orElseThrow();
    }

    @Test
    void a_text_message_comes_in_once_is_answered_and_its_delivery_is_seen() throws Exception {
        Connection sms = sms();
        Map<String, String> form = Map.of(
                "MessageSid",
                "SM-in-1",
                "From",
                "+4917012345678",
                "To",
                "+49301234567",
                "Body",
                "Grüße & 1+1=2",
                "NumMedia",
                "0");
        assertThat(twilio("/hooks/sms/" + sms.setting(Hooks.HOOK), form, Vendor.AUTH_TOKEN))
                .isEqualTo(200);
        assertThat(twilio("/hooks/sms/" + sms.setting(Hooks.HOOK), form, Vendor.AUTH_TOKEN))
                .isEqualTo(200);
        assertThat(texts(sms)).containsExactly("Grüße & 1+1=2");

        long departure = answer(sms, "Yes, 2 ✓");
        until(() -> state(departure).equals("handed_over"));
        assertThat(vendor.taken).singleElement().satisfies(taken -> {
            Map<String, String> sent = Vendor.form(taken.raw());
            assertThat(sent)
                    .containsEntry("To", "+4917012345678")
                    .containsEntry("From", "+49301234567")
                    .containsEntry("Body", "Yes, 2 ✓");
            // Twilio calls exactly this address.
            String callback = sent.get("StatusCallback");
            assertThat(callback).startsWith(SITE + "/hooks/sms/");
            Map<String, String> status = Map.of("MessageSid", externalId(departure), "MessageStatus", "delivered");
            assertThat(twilio(callback.substring(SITE.length()), status, Vendor.AUTH_TOKEN))
                    .isEqualTo(200);
        });
        assertThat(state(departure)).isEqualTo("delivered");
    }

    @Test
    void a_file_goes_out_by_an_address_that_opens_for_a_while_and_for_this_file_only() throws Exception {
        Connection sms = sms();
        arrive(sms);
        long departure = answer(
                sms,
                "Your receipt",
                List.of(
                        file("Quittung “März”.pdf", "application/pdf", "a receipt"),
                        file("cup.png", "image/png", "a cup")));
        until(() -> state(departure).equals("handed_over"));
        String raw = vendor.taken.getFirst().raw();
        List<String> links = Arrays.stream(raw.split("&", -1))
                .filter(field -> field.startsWith("MediaUrl="))
                .map(field -> Vendor.form(field).get("MediaUrl"))
                .toList();
        assertThat(links).hasSize(2).allMatch(link -> link.startsWith(SITE + "/hooks/sms/"));
        var first = get(links.getFirst().substring(SITE.length()));
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("a receipt");
        assertThat(first.headers().firstValue("content-type")).hasValue("application/pdf");
        assertThat(first.headers().firstValue("content-disposition").orElse("")).startsWith("attachment;");
        assertThat(first.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(get(links.getLast().substring(SITE.length())).body()).isEqualTo("a cup");

        String path = links.getFirst().substring(SITE.length());
        String other = path.replaceFirst("/files/\\d+/", "/files/999999/");
        String longer = path.replaceFirst("(/files/\\d+/)\\d+/", "$19999999999/");
        String forged = path.substring(0, path.lastIndexOf('/')) + "/" + "0".repeat(64);
        String ended = path.replaceFirst("(/files/\\d+/)\\d+/", "$11000000000/");
        for (String wrong : List.of(other, longer, forged, ended)) {
            assertThat(get(wrong).statusCode()).as(wrong).isEqualTo(404);
        }
    }

    @Test
    void what_the_phone_service_would_not_take_is_refused_before_it_leaves() throws Exception {
        Connection sms = sms();
        arrive(sms);
        assertThat(refused(sms, "Here", file("plan.zip", "application/zip", 10)))
                .contains("“plan.zip” does not go out by text message")
                .contains("Send it by e-mail");
        assertThat(refused(sms, "Here", file("large.png", "image/png", (5 << 20) + 1)))
                .contains("5.1 MB")
                .contains("at most 5 MB");
        assertThat(refused(sms, "Here", file("a.png", "image/png", 3 << 20), file("b.png", "image/png", 3 << 20)))
                .contains("Files of at most 5 MB together");
        assertThat(vendor.taken).isEmpty();
    }

    @Test
    void a_status_that_is_faster_than_the_answer_clears_a_doubt() throws Exception {
        Connection sms = sms();
        arrive(sms);
        vendor.says(0, "", Map.of());
        long departure = answer(sms, "Are you there?");
        until(() -> state(departure).equals("doubt"));
        String callback = Vendor.form(vendor.taken.getFirst().raw()).get("StatusCallback");
        assertThat(twilio(
                        callback.substring(SITE.length()),
                        Map.of("MessageSid", "SM-unknown", "MessageStatus", "delivered"),
                        Vendor.AUTH_TOKEN))
                .isEqualTo(200);

        assertThat(state(departure)).isEqualTo("delivered");
        assertThat(vendor.taken).hasSize(1);
    }

    @Test
    void what_they_answer_decides_whether_it_waits_fails_or_is_in_doubt() throws Exception {
        Connection sms = sms();
        arrive(sms);
        vendor.says(429, "{\"code\":20429,\"message\":\"Too Many Requests\"}", Map.of("Retry-After", "3600"));
        long limited = answer(sms, "one");
        until(() -> !why(limited).isEmpty());
        assertThat(state(limited)).isEqualTo("waiting");
        assertThat(jdbc.sql("SELECT due_at > now() + interval '50 minutes' FROM channel.departure WHERE id = :id")
                        .param("id", limited)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        vendor.says(500, "{\"message\":\"Internal\"}", Map.of());
        arrive(sms);
        long broken = answer(sms, "two");
        until(() -> state(broken).equals("doubt"));
        vendor.says(503, "", Map.of("Retry-After", "60"));
        arrive(sms);
        long away = answer(sms, "three");
        until(() -> !why(away).isEmpty());
        assertThat(state(away)).isEqualTo("waiting");
        vendor.says(400, "{\"code\":21610,\"message\":\"Attempt to send to unsubscribed recipient\"}", Map.of());
        arrive(sms);
        long stopped = answer(sms, "four");
        until(() -> state(stopped).equals("failed"));
        assertThat(why(stopped)).contains("STOP");
        vendor.says(301, "", Map.of("Location", "http://127.0.0.1:1/"));
        arrive(sms);
        long moved = answer(sms, "five");
        until(() -> state(moved).equals("failed"));
        arrive(sms);
        assertThat(refused(sms, "x".repeat(1_601))).contains("1,600");
        assertThat(vendor.taken).isEmpty();
        arrive(sms);
        connections.change(sms.id(), "SMS", sms.settings(), Map.of(Sms.TOKEN, "another-key"), Actor.CONSOLE);
        long locked = answer(sms, "six");
        until(() -> !why(locked).isEmpty());
        assertThat(connections.find(sms.id()).orElseThrow().trouble()).contains("do not let us in");
    }
}
