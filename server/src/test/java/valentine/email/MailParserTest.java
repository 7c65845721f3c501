package valentine.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import valentine.channel.Arriving;
import valentine.channel.ConnectionId;
import valentine.channel.NewAttachment;
import valentine.channel.Sender;
import valentine.customer.Handle;

class MailParserTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Set<String> OURS = Set.of("support@shop.example", "hello@shop.example");

    @Test
    void a_plain_mail_is_read() {
        Mail mail = read("""
                From: =?utf-8?Q?Zo=C3=AB?= Miller <Zoe@Example.com>
                To: Shop <support@shop.example>, Ben <ben@example.com>
                Cc: "Team, Hello" <hello@shop.example>, anna@example.com
                Subject: =?iso-8859-1?Q?Gr=FC=DFe?= =?iso-8859-1?Q?_aus_K=F6ln?=
                Message-ID: <1@example.com>
                In-Reply-To: <0@shop.example>
                References: <-1@shop.example>
                 <0@shop.example>
                Date: Mon, 2 Mar 2026 10:30:00 +0100
                Content-Type: text/plain; charset=utf-8

                Where is my tea?

                On Sun, 1 Mar 2026 at 12:00, Shop <support@shop.example> wrote:
                > It is on its way.
                """);
        Arriving what = mail.arriving(new ConnectionId(1), mail.name(), OURS, false);

        assertThat(what.externalId()).isEqualTo("<1@example.com>");
        assertThat(what.from()).isEqualTo(new Sender(email("zoe@example.com"), "Zoë Miller", true));
        assertThat(what.others())
                .extracting(Sender::handle)
                .containsExactly(email("ben@example.com"), email("anna@example.com"));
        assertThat(what.references()).containsExactly("<-1@shop.example>", "<0@shop.example>");
        assertThat(what.subject()).isEqualTo("Grüße aus Köln");
        assertThat(what.said().strip()).isEqualTo("Where is my tea?");
        assertThat(what.at()).isEqualTo("2026-03-02T09:30:00Z");
        assertThat(what.sort()).isEqualTo(Arriving.Sort.MESSAGE);
    }

    @Test
    void prose_in_in_reply_to_names_one_mail_and_no_address() {
        assertThat(Names.repliedTo("Message from Ben <ben@example.com> of \"Mon, 2 Mar 2026\" <7@example.com>"))
                .containsExactly("<7@example.com>");
        assertThat(Names.repliedTo("<7@example.com>; from ben@example.com on Monday"))
                .containsExactly("<7@example.com>");
        assertThat(Names.repliedTo("<7@example.com> <8@example.com>")).hasSize(2);
        assertThat(Names.repliedTo("Ben's message of Monday")).isEmpty();
    }

    @Test
    void answers_go_where_the_writer_wants_them_but_not_to_a_list() {
        assertThat(arriving("From: ben@work.example\nReply-To: ben@home.example\n\nHello")
                        .from()
                        .handle())
                .isEqualTo(email("ben@home.example"));
        Arriving form = arriving("From: Shop <support@shop.example>\nReply-To: Zoe <zoe@example.com>\n\nHello");
        assertThat(form.from().handle()).isEqualTo(email("zoe@example.com"));
        assertThat(form.sort()).isEqualTo(Arriving.Sort.MESSAGE);
        assertThat(arriving("From: ben@work.example\nReply-To: list@example.com\nList-Id: <x>\n\nHello")
                        .from()
                        .handle())
                .isEqualTo(email("ben@work.example"));
    }

    @Test
    void nobodys_address_is_no_person_and_a_missing_one_no_crash() {
        assertThat(arriving("From: noreply@bank.example\n\nHello").from().handle())
                .isEqualTo(new Handle(Handle.Kind.ANONYMOUS, "mail:noreply@bank.example"));
        assertThat(arriving("Subject: x\n\nHello").from().handle().kind()).isEqualTo(Handle.Kind.ANONYMOUS);
        assertThat(arriving("From: <<>>\n\nHello").text()).isEqualTo("Hello");
        assertThat(arriving("From: undisclosed-recipients:;\n\nHello").text()).isEqualTo("Hello");
    }

    @Test
    void without_a_name_the_same_mail_has_the_same_and_another_mail_another() {
        String mail = "Received: from a\nFrom: a@example.com\nDate: Mon, 2 Mar 2026 10:30:00 +0100\n\nHello";
        assertThat(read(mail).name())
                .isEqualTo(read(mail.replace("from a", "from b")).name())
                .isNotEqualTo(read(mail.replace("Hello", "Hallo")).name());
    }

    @Test
    void a_wrong_date_is_the_moment_it_came() {
        for (String date : List.of(
                "Mon, 2 Mar 2076 10:30:00 +0100", "yesterday", "Thu, 1 Jan 1970 00:00:00 +0000", "", "99/99/9999")) {
            assertThat(read("From: a@example.com\nDate: " + date + "\n\nHello").at())
                    .as(date)
                    .isEqualTo(NOW);
        }
        assertThat(read("Date: Wed, 21 Aug 2002 20:31:57 -1600\n\nHello").at()).isBefore(NOW);
    }

    @Test
    void the_words_come_out_of_any_charset() {
        String said = "Grüße, das kostet 5 €";
        for (String charset : List.of("utf-8", "windows-1252", "iso-8859-15", "UTF-16")) {
            assertThat(read(bytes("From: a@example.com\nContent-Type: text/plain; charset=" + charset
                                    + "\nContent-Transfer-Encoding: base64\n\n"
                                    + Base64.getMimeEncoder().encodeToString(said.getBytes(Charset.forName(charset)))))
                            .text())
                    .as(charset)
                    .isEqualTo(said);
        }
        for (String wrong : List.of("utf-8", "x-unknown", "\"\"", "us-ascii", "iso-8859-1", "utf8mb4", "136")) {
            for (String right : List.of("utf-8", "windows-1252")) {
                if (wrong.equals("iso-8859-1") && right.equals("utf-8")) continue;
                assertThat(read(join(
                                        "From: a@example.com\nContent-Type: text/plain; charset=" + wrong + "\n\n",
                                        said.getBytes(Charset.forName(right))))
                                .text())
                        .as(right + " that says " + wrong)
                        .isEqualTo(said);
            }
        }
        assertThat(read(join("From: a@example.com\nSubject: ", "Grüße".getBytes(StandardCharsets.ISO_8859_1), "\n\nx"))
                        .subject())
                .isEqualTo("Grüße");
    }

    @Test
    void flowed_lines_are_joined() {
        assertThat(
                        read("Content-Type: text/plain; format=flowed\n\nThis is \none line.\nNext\n> quoted \n> too\n-- \nBen")
                                .text())
                .isEqualTo("This is one line.\nNext\n> quoted too\n-- \nBen");
    }

    @Test
    void of_alternatives_the_plain_one_is_the_text_and_the_rich_one_is_made_harmless() {
        Mail mail = read("""
                From: a@example.com
                Content-Type: multipart/mixed; boundary=m

                --m
                Content-Type: multipart/related; boundary=r

                --r
                Content-Type: multipart/alternative; boundary=a

                --a
                Content-Type: text/plain

                Hello
                --a
                Content-Type: text/html

                <p onclick="evil()">Hello <img src="cid:logo"><img src="https://shop.example/a.png">
                <img src="https://spy.example/p.gif" width=1 height=1><script>evil()</script></p>
                --a--
                --r
                Content-Type: image/png; name="=?utf-8?Q?l=C3=B6go.png?="
                Content-ID: <logo>
                Content-Transfer-Encoding: base64

                aGVsbG8=
                --r--
                --m
                Content-Type: application/pdf
                Content-Disposition: attachment; filename*=utf-8''Rechnung%20M%C3%A4rz.pdf

                %PDF
                --m--
                """);
        assertThat(mail.text()).isEqualTo("Hello");
        assertThat(mail.html()).contains("<p>Hello", "src=\"cid:logo\"").doesNotContain("evil", "spy.example");
        assertThat(Foreign.picturesHeldBack(mail.html())).isEqualTo(1);
        assertThat(mail.attachments()).extracting(NewAttachment::name).containsExactly("lögo.png", "Rechnung März.pdf");
        assertThat(mail.attachments().getFirst().contentId()).isEqualTo("logo");
    }

    @Test
    void rich_words_alone_become_plain_ones_with_their_quotation() {
        Mail mail = read("Content-Type: text/html\n\n<style>p{}</style><p>Thank&nbsp;you!</p><p>Ben</p>"
                + "<div>On Mon, 2 Mar 2026 Shop wrote:<blockquote><p>Here it is.</p></blockquote></div>");
        assertThat(mail.text()).startsWith("Thank you!\n\nBen").contains("> Here it is.");
        assertThat(mail.text().substring(0, mail.quotedFrom()).strip()).isEqualTo("Thank you!\n\nBen");
    }

    @Test
    void machines_and_lists_are_told_from_people() {
        for (String line : List.of(
                "Auto-Submitted: auto-replied",
                "Precedence: bulk",
                "Precedence: list",
                "List-Id: <news.example.com>",
                "List-Unsubscribe: <https://example.com/u>",
                "X-Auto-Response-Suppress: All",
                "Return-Path: <>",
                "X-Autoreply: yes")) {
            assertThat(arriving("From: a@example.com\n" + line + "\n\nx").sort())
                    .as(line)
                    .isEqualTo(Arriving.Sort.AUTOMATIC);
        }
        for (String line :
                List.of("Auto-Submitted: no", "Return-Path: <a@example.com>", "X-Auto-Response-Suppress: None")) {
            assertThat(arriving("From: a@example.com\n" + line + "\n\nx").sort())
                    .as(line)
                    .isEqualTo(Arriving.Sort.MESSAGE);
        }
        assertThat(arriving("From: MAILER-DAEMON@example.com\n\nx").sort()).isEqualTo(Arriving.Sort.AUTOMATIC);
        assertThat(arriving("From: support@shop.example\n\nx").sort()).isEqualTo(Arriving.Sort.AUTOMATIC);
    }

    @Test
    void a_forged_sender_is_only_a_claim() {
        assertThat(arriving("Authentication-Results: mx; dmarc=fail\nFrom: a@example.com\n\nx")
                        .from()
                        .isSure())
                .isFalse();
        assertThat(arriving("Authentication-Results: mx; spf=pass; dkim=pass\nFrom: a@example.com\n\nx")
                        .from()
                        .isSure())
                .isTrue();
    }

    @Test
    void a_bounce_names_what_did_not_get_there_and_why() {
        Mail mail = read("""
                From: MAILER-DAEMON@mx.example
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b

                Sorry.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example

                Final-Recipient: rfc822; zoe@example.com
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 no such
                 user here
                --b
                Content-Type: message/rfc822

                From: support@shop.example
                Message-ID: <our-1@shop.example>

                Hello
                --b--
                """);
        assertThat(mail.bounce())
                .contains(new Bounce(
                        "<our-1@shop.example>", "zoe@example.com: there is no such address. 550 no such user here"));
        assertThat(mail.isByMachine()).isTrue();
    }

    @Test
    void a_delay_is_no_bounce() {
        assertThat(Bounce.read("Action: delayed\nStatus: 4.4.1", "Message-ID: <a@b>"))
                .isEmpty();
    }

    @Test
    void what_is_beyond_a_limit_is_left_out_and_said() {
        String deep = "Content-Type: multipart/mixed; boundary=b0\n\n";
        for (int i = 0; i < 500; i++)
            deep += "--b" + i + "\nContent-Type: multipart/mixed; boundary=b" + (i + 1) + "\n\n";
        assertThat(read("From: a@example.com\n" + deep).text()).contains("nested too deeply");

        String heads = "From: a@example.com\n" + "X-Junk: 1\n".repeat(10_000) + "\nHello";
        assertThat(read(heads).from().address()).isEqualTo("a@example.com");

        StringBuilder many = new StringBuilder("From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n");
        many.append("--b\nContent-Type: image/png\n\nx\n".repeat(300)).append("--b--");
        assertThat(read(many.toString()).attachments()).hasSize(100);

        String huge = "From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nHello\n--b\n"
                + "Content-Disposition: attachment; filename=film.mp4\n\n" + "x".repeat(26 * 1024 * 1024) + "\n--b--";
        Mail mail = read(huge);
        assertThat(mail.attachments()).isEmpty();
        assertThat(mail.text()).contains("“film.mp4” (26 MB) is not kept here", "Hello");

        Mail stub = MailParser.stub(bytes("From: a@example.com\nMessage-ID: <x@y>\n\n"), NOW, 60L * 1024 * 1024);
        assertThat(stub.text()).contains("too large to be kept here (60 MB)");
        assertThat(stub.name()).isEqualTo("<x@y>");
    }

    @Test
    void a_zip_bomb_stays_packed_and_two_thousand_lines_are_quick() {
        Deflater deflater = new Deflater(9);
        deflater.setInput(new byte[50_000_000]);
        deflater.finish();
        byte[] bomb = new byte[100_000];
        int length = deflater.deflate(bomb);
        deflater.end();
        Mail mail = read(bytes("From: a@example.com\nContent-Type: application/zip; name=b.zip\n"
                + "Content-Transfer-Encoding: base64\n\n"
                + Base64.getMimeEncoder().encodeToString(Arrays.copyOf(bomb, length))));
        assertThat(mail.attachments().getFirst().content()).hasSize(length);

        Instant began = Instant.now();
        for (String line : List.of(
                "> x\n", ">>>> x\n", "Ben wrote:\n", "On 1.1. a <b@c.d> wrote:\n> y\nz\n", "From: a\n", "-\n")) {
            read("From: a@example.com\n\nHello\n" + line.repeat(100_000) + "end");
        }
        read("Content-Type: text/html\n\n" + "<div>".repeat(100_000) + "x");
        read("Content-Type: text/html\n\n" + "<blockquote><table><tr><td>".repeat(20_000) + "x");
        read("Content-Type: text/html\n\n" + "<img src='https://a.b/c'>".repeat(20_000));
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void no_bytes_at_all_make_it_fail() {
        Random random = new Random(1);
        byte[] mail = bytes("""
                From: a@example.com
                To: =?utf-8?B?!!!?= <b@example.com>
                Content-Type: multipart/mixed; boundary="b"
                Content-Transfer-Encoding: quoted-printable

                --b
                Content-Type: text/html; charset="utf-7"
                Content-Transfer-Encoding: base64

                PGI+aGVsbG8=
                --b
                Content-Type: message/rfc822

                Subject: inner

                --b--
                """);
        for (int i = 0; i < 5_000; i++) {
            byte[] broken = mail.clone();
            for (int j = 0; j < 1 + i % 20; j++) broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            if (i % 3 == 0) broken = Arrays.copyOf(broken, random.nextInt(broken.length));
            Mail read = read(broken);
            assertThat(read.arriving(new ConnectionId(1), read.name(), OURS, false))
                    .isNotNull();
        }
    }

    private static Arriving arriving(String mail) {
        Mail read = read(mail);
        return read.arriving(new ConnectionId(1), read.name(), OURS, false);
    }

    private static Handle email(String address) {
        return Handle.email(address).orElseThrow();
    }

    private static Mail read(String mail) {
        return read(bytes(mail));
    }

    private static Mail read(byte[] mail) {
        return MailParser.read(mail, NOW);
    }

    private static byte[] bytes(String mail) {
        return mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) out.writeBytes(part instanceof byte[] raw ? raw : bytes((String) part));
        return out.toByteArray();
    }
}
