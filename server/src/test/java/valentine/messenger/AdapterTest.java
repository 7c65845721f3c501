package valentine.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import valentine.channel.Connection;

/// What all of them do alike: strangers are refused, and a trial says what fails.
class AdapterTest extends Phones {
    @Test
    void whoever_signs_wrongly_is_refused_alike_and_nothing_comes_in() throws Exception {
        Connection sms = sms();
        Connection whatsApp = whatsApp("");
        Connection telegram = telegram(Telegram.CALLS);
        String path = "/hooks/sms/" + sms.setting(Hooks.HOOK);
        Map<String, String> form = Map.of("MessageSid", "SM-spoof", "From", "+4917099999999", "Body", "I am Anna");
        List<Integer> answers = new ArrayList<>();
        answers.add(twilio(path, form, "another-token"));
        answers.add(twilio("/hooks/sms/unknown", form, Vendor.AUTH_TOKEN));
        answers.add(post(path, encoded(form), Map.of("Content-Type", "application/x-www-form-urlencoded"))
                .statusCode());
        // Signed for another address: taken from one account and played to the other.
        answers.add(post(
                        path,
                        encoded(form),
                        Map.of(
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "X-Twilio-Signature",
                                signature("https://evil.example" + path, form, Vendor.AUTH_TOKEN)))
                .statusCode());
        String said = message("wamid.spoof", "4917099999999", "I am Anna");
        String meta = "/hooks/whatsapp/" + whatsApp.setting(Hooks.HOOK);
        answers.add(post(meta, said, Map.of("X-Hub-Signature-256", "sha256=" + hmac("another", said)))
                .statusCode());
        answers.add(post(meta, said + " ", Map.of("X-Hub-Signature-256", "sha256=" + hmac(APP_SECRET, said)))
                .statusCode());
        answers.add(post(meta, said, Map.of()).statusCode());
        String bot = "/hooks/telegram/" + telegram.setting(Hooks.HOOK);
        answers.add(post(bot, telegramUpdate(77, "I am Anna"), Map.of("X-Telegram-Bot-Api-Secret-Token", "wrong"))
                .statusCode());
        answers.add(post(bot, telegramUpdate(77, "I am Anna"), Map.of()).statusCode());

        assertThat(answers).containsOnly(401);
        assertThat(texts(sms)).isEmpty();
        assertThat(texts(whatsApp)).isEmpty();
        assertThat(texts(telegram)).isEmpty();
    }

    @Test
    void a_trial_says_in_plain_words_what_fails() {
        assertThat(application.getBean(Sms.class).trial(sms())).isEmpty();
        assertThat(application.getBean(WhatsApp.class).trial(whatsApp(""))).isEmpty();
        assertThat(application.getBean(Mastodon.class).trial(mastodon())).isEmpty();
        Connection wrong = connect(
                valentine.channel.Medium.SMS,
                Map.of("number", "+49301234567", "account", "ACother", "api", vendor.url()),
                Map.of(Sms.TOKEN, "wrong-token"));
        assertThat(application.getBean(Sms.class).trial(wrong).orElseThrow()).contains("do not know this key");
        Connection inside = connect(
                valentine.channel.Medium.SMS,
                Map.of("account", "AC1", "api", "http://169.254.169.254"),
                Map.of(Sms.TOKEN, "wrong-token"));
        assertThat(application.getBean(Sms.class).trial(inside).orElseThrow()).contains("inside a network");
        Connection nobody = connect(
                valentine.channel.Medium.MASTODON,
                Map.of("account", "@other@x.example", "api", vendor.url()),
                Map.of(Mastodon.TOKEN, Vendor.MASTODON_TOKEN));
        assertThat(application.getBean(Mastodon.class).trial(nobody).orElseThrow())
                .contains("belongs to @shop");
    }
}
