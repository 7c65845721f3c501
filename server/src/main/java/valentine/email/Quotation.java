package valentine.email;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Where in a mail begins what only repeats an earlier one.
final class Quotation {
    /// `On Monday, Ben wrote:` as programs write it in many languages: one or two lines before the quoted ones.
    private static final Pattern WROTE = Pattern.compile(
            "(?iu).{0,300}(?:\\bwrote|\\bwrites|\\bschrieb(?:\\s.{0,200})?|a écrit|ha scritto|escribió|escreveu|schreef(?:\\s.{0,200})?"
                    + "|napisał(?:\\(a\\))?|пишет|писал(?:\\(а\\))?|написал(?:а)?|napsal(?:\\(a\\))?|skrev(?:\\s.{0,200})?|kirjoitti|írta|yazdı|έγραψε"
                    + "|のメール|写道|寫道|작성|כתב.{0,80}|كتب.{0,80})\\s*[:\uFF1A]\\s*");
    private static final Pattern ORIGINAL = Pattern.compile(
            "(?iu)\\s*-{2,}\\s*(?:original message|original appointment|ursprüngliche (?:nachricht|mail)|originalnachricht"
                    + "|message d'origine|message original|messaggio originale|mensaje original|mensagem original"
                    + "|oorspronkelijk bericht|oprindelig meddelelse|ursprungligt meddelande|opprinnelig melding"
                    + "|alkuperäinen viesti|wiadomość oryginalna|původní zpráva|исходное сообщение|eredeti üzenet"
                    + "|forwarded message|weitergeleitete nachricht|message transféré)\\s*-{2,}\\s*");
    private static final Pattern DAY = Pattern.compile("(?iu)(?:on|am|le|il|el|em|op|den|dnia|в|w)\\s.*\\d.*");
    private static final Pattern ADDRESS = Pattern.compile("<\\S+@\\S+>");
    private static final int LONGEST_LINE = 2_000;
    private static final Pattern RULE = Pattern.compile("\\s*_{20,}\\s*");
    private static final Pattern FROM = Pattern.compile(
            "(?iu)\\*?(?:from|von|de|da|van|od|от|från|fra|lähettäjä|feladó|kimden|από|发件人|寄件者|差出人|보낸 사람)\\s*[:\uFF1A]\\*?\\s.+");
    private static final Pattern SENT = Pattern.compile(
            "(?iu)\\*?(?:sent|date|gesendet|datum|envoyé|inviato|data|enviado|enviada|fecha|verzonden|wysłano|odesláno|отправлено|дата"
                    + "|skickat|sendt|lähetetty|küldve|gönderildi|στάλθηκε|发送时间|日期|送信日時|보낸 날짜)(?: el| am| le| il)?\\s*[:\uFF1A].*");

    private final List<Line> lines;
    /// From which lines on everything is quoted, up to a signature or what a list adds; and whether a quoted one
    /// follows.
    private final boolean[] quotedToTheEnd;
    private final boolean[] quotesFollow;

    private Quotation(List<Line> lines) {
        this.lines = lines;
        this.quotedToTheEnd = new boolean[lines.size() + 3];
        this.quotesFollow = new boolean[lines.size() + 3];
        boolean only = true;
        boolean first = false;
        boolean any = false;
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i).said();
            boolean quoted = line.startsWith(">");
            if (quoted) any = true;
            if (!line.isBlank()) {
                first = quoted;
                if (!quoted) only = line.equals("--") || line.matches("_{10,}|-{10,}");
            }
            quotedToTheEnd[i] = only && first;
            quotesFollow[i] = any;
        }
    }

    private record Line(int at, String said) {}

    /// The offset of the quoted part that ends the text, or its length. Answers between quoted lines quote nothing
    /// away.
    static int from(String text) {
        List<Line> lines = lines(text);
        int at = new Quotation(lines).begin();
        // A mail that is nothing but quoted is shown whole.
        boolean saysSomething =
                lines.stream().limit(at).anyMatch(line -> !line.said().isBlank());
        return at < lines.size() && saysSomething ? lines.get(at).at() : text.length();
    }

    private static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            int end = text.indexOf('\n', at);
            if (end < 0) end = text.length();
            lines.add(new Line(
                    at, text.substring(at, Math.min(end, at + LONGEST_LINE)).stripTrailing()));
            at = end + 1;
        }
        return lines;
    }

    private int begin() {
        for (int i = 0; i < lines.size(); i++) {
            String line = said(i);
            if (line.startsWith(">")) {
                if (quotedToTheEnd[i]) return i;
            } else if (ORIGINAL.matcher(line).matches()
                    || (RULE.matcher(line).matches() && isHead(i + 1))
                    || (said(i - 1).isBlank() && isHead(i))
                    || introduces(i)) {
                return i;
            }
        }
        return lines.size();
    }

    private String said(int at) {
        return at < 0 || at >= lines.size() ? "" : lines.get(at).said();
    }

    /// Whether this line, or this and the next, say who wrote what follows.
    private boolean introduces(int at) {
        String line = said(at);
        if (line.isBlank()) return false;
        if (wrote(line)) return ends(at + 1, line);
        if (endsWithColon(line) && ADDRESS.matcher(line).find() && quotedToTheEnd[at + 1]) return true;
        String second = said(at + 1);
        return line.length() < 200
                && !second.startsWith(">")
                && endsWithColon(second)
                && (DAY.matcher(line).matches() || !wrote(second))
                && wrote(line + " " + second)
                && ends(at + 2, line);
    }

    /// Quoted lines come next and nothing else; or programs that quote without `>` named a day or an address.
    private boolean ends(int next, String introduction) {
        return quotedToTheEnd[next]
                || (!quotesFollow[next]
                        && (DAY.matcher(introduction).matches()
                                || ADDRESS.matcher(introduction).find()));
    }

    private static boolean wrote(String line) {
        return endsWithColon(line) && WROTE.matcher(line).matches();
    }

    private static boolean endsWithColon(String line) {
        return line.endsWith(":") || line.endsWith("\uFF1A");
    }

    /// The head of an earlier mail as Outlook writes it: From:, then Sent: or Date:.
    private boolean isHead(int at) {
        int head = said(at).isBlank() ? at + 1 : at;
        if (!FROM.matcher(said(head).strip()).matches()) return false;
        for (int next = head + 1; next < head + 4; next++) {
            if (SENT.matcher(said(next).strip()).matches()) return true;
        }
        return false;
    }
}
