package valentine.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ForeignTest {
    @Test
    void nothing_that_acts_is_left() {
        for (String evil : List.of(
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\" jAvAsCrIpT:alert(1)\">x</a>",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
                "<form action=https://evil.example><input name=password><button>go</button></form>",
                "<iframe src=https://evil.example></iframe>",
                "<object data=evil.swf></object><embed src=evil.swf>",
                "<svg onload=alert(1)><script>alert(1)</script></svg>",
                "<math><mtext><script>alert(1)</script></mtext></math>",
                "<style>@import 'https://evil.example/x.css'; body{background:url(https://evil.example)}</style>",
                "<div style=\"background:url(https://evil.example/p.gif)\">x</div>",
                "<div style=\"width: expression(alert(1))\">x</div>",
                "<div style=\"position:fixed;top:0\">x</div>",
                "<table background=https://evil.example/p.gif><tr><td>x</table>",
                "<meta http-equiv=refresh content='0;url=https://evil.example'>",
                "<link rel=stylesheet href=https://evil.example>",
                "<base href=https://evil.example>",
                "<video src=https://evil.example/v poster=https://evil.example/p>x</video>",
                "<audio src=https://evil.example/v>x</audio>",
                "<img srcset='https://evil.example/x 2x'>",
                "<img data-picture='javascript:alert(1)'>",
                "<img data-picture='https://evil.example/p.gif'>",
                "<input type=image src=https://evil.example>",
                "<body onload=alert(1) background=https://evil.example/x>",
                "<img src=\"data:image/svg+xml;base64,PHN2Zy8+\">",
                "<p>\" data-picture=\"https://evil.example</p>",
                "<!--[if mso]><script>alert(1)</script><![endif]-->",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<plaintext><script>alert(1)</script>")) {
            String harmless = String.valueOf(Foreign.harmless(evil));
            String shown = Foreign.withPictures(harmless).toLowerCase(Locale.ROOT);
            assertThat(shown)
                    .as(evil)
                    .doesNotContainPattern(
                            "<(?:script|form|input|button|iframe|object|embed|svg|style|meta|link|base|video|audio)")
                    .doesNotContainPattern("<[^>]*\\son\\w+=")
                    .doesNotContainPattern("(?:href|src)=\"(?:javascript|data:text|data:image/svg)")
                    .doesNotContainPattern("<[^>]*(?:evil\\.example|expression|position)");
        }
    }

    @Test
    void pictures_from_elsewhere_wait_until_somebody_asks_for_them() {
        String harmless = String.valueOf(
                Foreign.harmless(
                        "<img src=\"https://a.example/1.png?a=1&b=2\" alt=One><img src=//a.example/2.png><img src=cid:x><p>end"));
        assertThat(harmless).doesNotContain(" src=\"http");
        assertThat(Foreign.picturesHeldBack(harmless)).isEqualTo(2);
        assertThat(Foreign.withPictures(harmless))
                .contains(" src=\"https://a.example/1.png?a", "src=\"https://a.example/2.png\"");
    }

    @Test
    void what_only_tells_that_a_mail_was_opened_is_taken_out() {
        for (String spy : List.of(
                "<img src=https://a.example/p width=1 height=1>",
                "<img src=https://a.example/p height=\"0px\">",
                "<img src=https://a.example/p style='display:none'>",
                "<img src=https://a.example/p style='width:1px;height:1px'>")) {
            assertThat(Foreign.harmless(spy)).as(spy).doesNotContain("a.example");
        }
        assertThat(Foreign.harmless("<img src=https://a.example/p style='max-width:100%' width=600>"))
                .contains("a.example");
    }

    @Test
    void pictures_of_the_mail_itself_are_put_in() {
        String harmless = String.valueOf(Foreign.harmless("<img src=\"cid:logo@mail.example\"><img src=cid:gone>"));
        assertThat(Foreign.withInline(
                        harmless, id -> id.equals("logo@mail.example") ? "data:image/png;base64,AA==" : null))
                .contains("src=\"data:image/png;base64,AA==\"")
                .doesNotContain("cid:");
    }

    @Test
    void what_mails_look_like_stays() {
        assertThat(Foreign.harmless("<table width=600 bgcolor=#ffffff><tr><td style=\"color:red;font-size:14px\">"
                        + "<a href=\"https://example.com/a?b=c\">Go</a><br><b>x</b></td></tr></table>"))
                .contains(
                        "<table width=\"600\"",
                        "color:red",
                        "href=\"https://example.com/a?b",
                        "target=\"_blank\"",
                        "noopener");
    }
}
