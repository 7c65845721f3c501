package valentine.email;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.AttributePolicy;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.HtmlSanitizer;
import org.owasp.html.HtmlStreamEventReceiver;
import org.owasp.html.PolicyFactory;

/// HTML that strangers wrote, made harmless: no script, no form, nothing that acts or is fetched when it is looked at.
///
/// Pictures from elsewhere are kept as an address that no browser fetches, so that a reader may ask for them; such as
/// only tell that a mail was opened are taken out.
final class Foreign {
    private static final String HELD_BACK = "data-picture";
    private static final String HELD_BACK_MARK = " " + HELD_BACK + "=\"";
    private static final Pattern CONTENT_ID = Pattern.compile(" src=\"cid:([^\"]{1,300})\"");
    private static final int LONGEST = 2_000_000;
    private static final int DEEPEST = 256;

    private static final Pattern REMOTE = Pattern.compile("(?i)https?://\\S{1,4000}");
    private static final Pattern INLINE = Pattern.compile("(?i)cid:[^\\s\"<>]{1,300}");
    private static final Pattern EMBEDDED =
            Pattern.compile("(?i)data:image/(?:png|gif|jpe?g|webp);base64,[A-Za-z0-9+/=\\s]{1,1000000}");
    private static final Pattern TINY = Pattern.compile("\\s*[0-3](?:px)?\\s*");
    private static final Pattern HIDDEN = Pattern.compile(
            "(?i).*(?:display\\s*:\\s*none|visibility\\s*:\\s*hidden|(?:^|[;\\s])(?:max-)?(?:width|height)\\s*:\\s*[0-3](?:px)?\\s*(?:;|$|!)).*",
            Pattern.DOTALL);

    private static final AttributePolicy SAFE_SOURCE = (_, _, value) -> {
        String address = value.strip();
        return INLINE.matcher(address).matches() || EMBEDDED.matcher(address).matches() ? address : null;
    };
    private static final AttributePolicy REMOTE_SOURCE =
            (_, _, value) -> REMOTE.matcher(value.strip()).matches() ? value.strip() : null;

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .withPreprocessor(Looking::new)
            .allowElements(
                    "img",
                    "a",
                    "abbr",
                    "address",
                    "b",
                    "bdi",
                    "bdo",
                    "big",
                    "blockquote",
                    "br",
                    "caption",
                    "center",
                    "cite",
                    "code",
                    "col",
                    "colgroup",
                    "dd",
                    "del",
                    "dfn",
                    "div",
                    "dl",
                    "dt",
                    "em",
                    "figcaption",
                    "figure",
                    "font",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "hr",
                    "i",
                    "ins",
                    "kbd",
                    "li",
                    "mark",
                    "ol",
                    "p",
                    "pre",
                    "q",
                    "s",
                    "samp",
                    "section",
                    "small",
                    "span",
                    "strike",
                    "strong",
                    "sub",
                    "sup",
                    "table",
                    "tbody",
                    "td",
                    "tfoot",
                    "th",
                    "thead",
                    "tr",
                    "tt",
                    "u",
                    "ul",
                    "var",
                    "article",
                    "header",
                    "footer")
            .allowStandardUrlProtocols()
            .allowUrlProtocols("tel", "cid", "data")
            .allowAttributes("href")
            .matching((_, _, value) -> value.strip().matches("(?is)(?:https?://|mailto:|tel:).*") ? value : null)
            .onElements("a")
            .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
            .allowAttributes("target")
            .matching((_, _, _) -> "_blank")
            .onElements("a")
            .allowAttributes("src")
            .matching(SAFE_SOURCE)
            .onElements("img")
            .allowAttributes(HELD_BACK)
            .matching(REMOTE_SOURCE)
            .onElements("img")
            .allowAttributes("alt", "title", "dir", "lang")
            .globally()
            .allowAttributes("width", "height", "align", "valign", "bgcolor", "border")
            .globally()
            .allowAttributes("cellpadding", "cellspacing", "colspan", "rowspan", "nowrap")
            .onElements("table", "td", "th", "tr", "col", "colgroup")
            .allowAttributes("color", "face", "size")
            .onElements("font")
            .allowAttributes("start", "type")
            .onElements("ol", "ul", "li")
            .allowStyling()
            .toFactory();

    private Foreign() {}

    /// Harmless HTML; nothing where it is too long to be made so in good time.
    static @Nullable String harmless(String html) {
        return html.length() > LONGEST ? null : POLICY.sanitize(html);
    }

    /// How many pictures of harmless HTML are held back.
    static int picturesHeldBack(@Nullable String harmless) {
        if (harmless == null) return 0;
        int count = 0;
        for (int at = harmless.indexOf(HELD_BACK_MARK); at >= 0; at = harmless.indexOf(HELD_BACK_MARK, at + 1)) count++;
        return count;
    }

    /// The same with its pictures: whoever serves them then learns that somebody looks.
    static String withPictures(String harmless) {
        // Nothing but an attribute holds a quotation mark after sanitising: text has it as &#34;.
        return harmless.replace(HELD_BACK_MARK, " src=\"");
    }

    /// Puts the pictures that came with the mail where it names them.
    static String withInline(String harmless, java.util.function.UnaryOperator<@Nullable String> source) {
        return CONTENT_ID.matcher(harmless).replaceAll(found -> {
            String data = source.apply(found.group(1).replace("&#64;", "@").replace("&amp;", "&"));
            return data == null ? "" : java.util.regex.Matcher.quoteReplacement(" src=\"" + data + "\"");
        });
    }

    /// Works on tags as they came, before what is not allowed is taken out.
    private record Looking(HtmlStreamEventReceiver after) implements HtmlStreamEventReceiver {
        @Override
        public void openDocument() {
            after.openDocument();
        }

        @Override
        public void closeDocument() {
            after.closeDocument();
        }

        @Override
        public void closeTag(String name) {
            after.closeTag(name);
        }

        @Override
        public void text(String text) {
            after.text(text);
        }

        @Override
        public void openTag(String name, List<String> attributes) {
            if (name.equals("img") && !holdBack(attributes)) return;
            if (name.equals("a")) {
                remove(attributes, "target");
                attributes.addAll(List.of("target", "_blank"));
            }
            after.openTag(name, attributes);
        }

        /// False where a picture is only there to be fetched.
        private static boolean holdBack(List<String> attributes) {
            // A sender must not say for himself what is held back.
            remove(attributes, HELD_BACK);
            for (int i = 0; i + 1 < attributes.size(); i += 2) {
                String name = attributes.get(i);
                String value = attributes.get(i + 1).strip();
                boolean tiny = (name.equals("width") || name.equals("height"))
                        && TINY.matcher(value).matches();
                if (tiny || (name.equals("style") && HIDDEN.matcher(value).matches())) return false;
                if (name.equals("src")
                        && (value.startsWith("//") || REMOTE.matcher(value).matches())) {
                    attributes.set(i, HELD_BACK);
                    attributes.set(i + 1, value.startsWith("//") ? "https:" + value : value);
                }
            }
            return true;
        }

        private static void remove(List<String> attributes, String name) {
            for (int i = attributes.size() - 2; i >= 0; i -= 2) {
                if (attributes.get(i).equals(name)) attributes.subList(i, i + 2).clear();
            }
        }
    }

    /// The words of HTML, with line ends where it has blocks.
    static String words(String html) {
        Words words = new Words();
        HtmlSanitizer.sanitize(html.length() > LONGEST ? html.substring(0, LONGEST) : html, words);
        return words.text();
    }

    private static final class Words implements HtmlSanitizer.Policy {
        private static final Pattern BLOCK = Pattern.compile(
                "p|div|tr|table|h[1-6]|li|ul|ol|blockquote|pre|section|article|header|footer|dt|dd|center|hr|form|caption");
        private static final Pattern SILENT =
                Pattern.compile("script|style|head|title|noscript|template|svg|math|object");
        private final StringBuilder out = new StringBuilder();
        private int silent;
        private int quoted;
        private int deep;

        @Override
        public void openDocument() {}

        @Override
        public void closeDocument() {}

        @Override
        public void openTag(String name, List<String> attributes) {
            if (deep++ > DEEPEST) return;
            if (SILENT.matcher(name).matches()) silent++;
            if (name.equals("blockquote")) quoted++;
            if (name.equals("br")) newLine();
            else if (BLOCK.matcher(name).matches()) freshLine();
            if (name.equals("li")) out.append("- ");
            if (name.equals("td") && !out.isEmpty() && !endsWithGap()) out.append(' ');
        }

        @Override
        public void closeTag(String name) {
            deep--;
            if (SILENT.matcher(name).matches() && silent > 0) silent--;
            if (BLOCK.matcher(name).matches()) freshLine();
            if (name.equals("blockquote") && quoted > 0) quoted--;
            if (name.equals("p")) newLine();
        }

        @Override
        public void text(String text) {
            if (silent > 0) return;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (Character.isWhitespace(c) || c == '\u00A0') {
                    if (!out.isEmpty() && !endsWithGap()) out.append(' ');
                } else {
                    if (quoted > 0 && (out.isEmpty() || out.charAt(out.length() - 1) == '\n')) {
                        out.repeat('>', Math.min(quoted, 20)).append(' ');
                    }
                    out.append(c);
                }
            }
        }

        private boolean endsWithGap() {
            return Character.isWhitespace(out.charAt(out.length() - 1));
        }

        private void freshLine() {
            if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') out.append('\n');
        }

        private void newLine() {
            int end = out.length();
            if (end < 2 || out.charAt(end - 1) != '\n' || out.charAt(end - 2) != '\n') out.append('\n');
        }

        String text() {
            return out.toString().replaceAll("[ \\t]+\\n", "\n").strip();
        }
    }

    /// Plain words as a part of an HTML mail.
    static String paragraph(String text) {
        return "<div style=\"white-space:pre-wrap\">"
                + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</div>";
    }
}
