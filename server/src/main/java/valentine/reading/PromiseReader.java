package valentine.reading;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import valentine.calendar.BusinessCalendar;
import valentine.web.Money;

/// Finds what we promise in the words that we send, and by when.
///
/// It would rather miss a promise than invent one: a sentence that asks, hopes, hangs on an "if" or tells what somebody
/// else said promises nothing, and neither does what is quoted. A promise has somebody of ours who will do something
/// that we know by its word, and a date.
public final class PromiseReader {
    /// More than this is not read.
    public static final int LONGEST_TEXT = 100_000;

    private static final int MOST = 20;
    /// A date further from its promise belongs to something else.
    private static final int LONGEST_PHRASE = 40;

    private final BusinessCalendar calendar;
    private final boolean monthFirst;
    private final String currency;

    /// @param monthFirst whether 03/04 is the fourth of March
    /// @param currency what a dollar is, where several are possible
    public PromiseReader(BusinessCalendar calendar, boolean monthFirst, String currency) {
        this.calendar = calendar;
        this.monthFirst = monthFirst;
        this.currency = currency;
    }

    /// The time zone in which days and hours are meant.
    public ZoneId zone() {
        return calendar.zone();
    }

    /// Who speaks in a sentence up to a token, and what kind of thing that is by itself.
    private record Mark(int from, int until, @Nullable PromiseKind kind) {}

    /// The promises in a text of ours that was sent at a moment, in the order in which they stand there.
    public List<ReadPromise> promises(String whole, Instant said) {
        String text = whole.substring(0, Math.min(whole.length(), LONGEST_TEXT));
        List<Token> tokens = Token.of(Sentences.ours(text));
        DatePhrases dates = new DatePhrases(tokens, said, calendar, monthFirst);
        List<ReadPromise> found = new ArrayList<>();
        for (Sentences.Sentence sentence : Sentences.of(tokens, text)) {
            if (found.size() >= MOST) break;
            if (!sentence.question() && !isUnsure(tokens, sentence)) read(text, tokens, sentence, dates, said, found);
        }
        return List.copyOf(found.subList(0, Math.min(MOST, found.size())));
    }

    /// What a member types who makes a promise: "refund €30 by Friday". Here every word is meant.
    public Note note(String whole, Instant said) {
        String text = whole.strip().substring(0, Math.min(whole.strip().length(), Note.LONGEST));
        List<Token> tokens = Token.of(text);
        DatePhrases dates = new DatePhrases(tokens, said, calendar, monthFirst);
        PromiseKind kind = PromiseKind.OTHER;
        for (int i = 0; i < tokens.size(); i++) {
            PromiseKind deed = deed(tokens, i);
            if (deed == null) deed = PromiseWords.thing(tokens.get(i).word());
            if (deed != null && deed != PromiseKind.OTHER) {
                kind = deed;
                break;
            }
        }
        DatePhrases.Hit hit = null;
        for (int i = 0; i < tokens.size() && hit == null; i++) hit = dates.at(i).orElse(null);
        Optional<Money> money = Amounts.in(tokens, 0, tokens.size(), currency);
        if (hit == null) return new Note(text, kind, Optional.empty(), money);
        int start = tokens.get(hit.from()).start();
        int end = tokens.get(hit.until() - 1).end();
        String rest =
                (text.substring(0, start).strip() + " " + text.substring(end).strip()).strip();
        return new Note(rest.isEmpty() ? text : rest, kind, Optional.of(hit.due()), money);
    }

    private static boolean isUnsure(List<Token> tokens, Sentences.Sentence sentence) {
        for (int i = sentence.from(); i < sentence.until(); i++) {
            String word = tokens.get(i).word();
            if (PromiseWords.UNSURE.contains(word)) return true;
            if (word.equals("may")
                    && i > sentence.from()
                    && Set.of("i", "we", "it", "you", "they", "this")
                            .contains(tokens.get(i - 1).word())) return true;
            boolean told = PromiseWords.REPORTED.contains(word) && i > sentence.from();
            if (told && PromiseWords.OTHERS.contains(tokens.get(i - 1).word())) return true;
            if (word.equals("forward")
                    && i > sentence.from()
                    && tokens.get(i - 1).word().startsWith("look")) return true;
            if (word.equals("freue") || word.equals("freuen")) return true;
        }
        return false;
    }

    private void read(
            String text,
            List<Token> tokens,
            Sentences.Sentence sentence,
            DatePhrases dates,
            Instant said,
            List<ReadPromise> found) {
        DatePhrases.Hit before = null;
        int i = sentence.from();
        while (i < sentence.until()) {
            Mark mark = mark(tokens, i, sentence.until());
            if (mark == null) {
                DatePhrases.Hit hit = dates.at(i)
                        .filter(each -> each.until() <= sentence.until())
                        .orElse(null);
                if (hit != null) before = hit;
                i = hit == null ? i + 1 : hit.until();
                continue;
            }
            int until = mark.until();
            while (until < sentence.until() && mark(tokens, until, sentence.until()) == null) until++;
            segment(text, tokens, mark, until, dates, before, said, found);
            before = null;
            i = until;
        }
    }

    /// What one speaker promises, up to where the next one speaks: each date belongs to the deed before it.
    private void segment(
            String text,
            List<Token> tokens,
            Mark mark,
            int until,
            DatePhrases dates,
            DatePhrases.@Nullable Hit before,
            Instant said,
            List<ReadPromise> found) {
        PromiseKind kind = mark.kind();
        int from = mark.from();
        int lastDeed = mark.until();
        boolean any = false;
        int i = mark.until();
        while (i < until) {
            if (PromiseWords.NOT.contains(tokens.get(i).word()) && !isNoLater(tokens, i)) return;
            DatePhrases.Hit hit = dates.at(i).orElse(null);
            if (hit == null || hit.until() > until) {
                PromiseKind deed = deed(tokens, i);
                if (deed != null) {
                    lastDeed = i + 1;
                    if (kind == null || kind == PromiseKind.OTHER) kind = deed;
                } else if (kind == PromiseKind.OTHER
                        && PromiseWords.thing(tokens.get(i).word()) != null) {
                    kind = PromiseWords.thing(tokens.get(i).word());
                }
                i++;
                continue;
            }
            int end = hit.until();
            if (kind == null || kind == PromiseKind.OTHER) {
                // German says what is done after it has said when.
                int deedAt = deedAfter(tokens, end, until, dates);
                if (deedAt >= 0) {
                    kind = deed(tokens, deedAt);
                    end = deedAt + 1;
                }
            }
            if (kind != null && end - from <= LONGEST_PHRASE) {
                add(text, tokens, from, end, kind, hit.due(), said, found);
                any = true;
            }
            kind = null;
            from = end;
            while (from < until && (!tokens.get(from).isWord() || isJoint(tokens.get(from)))) from++;
            i = Math.max(end, hit.until());
        }
        // "Tomorrow I'll call you back."
        if (before != null && kind != null && !any && mark.from() - before.until() <= 2)
            add(text, tokens, before.from(), lastDeed, kind, before.due(), said, found);
    }

    private void add(
            String text,
            List<Token> tokens,
            int from,
            int until,
            PromiseKind kind,
            Instant due,
            Instant said,
            List<ReadPromise> found) {
        int start = tokens.get(from).start();
        int end = tokens.get(until - 1).end();
        found.add(new ReadPromise(
                start,
                end,
                text.substring(start, end).replaceAll("\\s+", " "),
                kind,
                due,
                calendar.review(said, due),
                Amounts.in(tokens, from, until, currency)));
    }

    private static int deedAfter(List<Token> tokens, int from, int until, DatePhrases dates) {
        for (int i = from; i < Math.min(until, from + LONGEST_PHRASE); i++) {
            if (dates.at(i).isPresent()) return -1;
            if (deed(tokens, i) != null) return i;
        }
        return -1;
    }

    private static boolean isJoint(Token token) {
        return token.is("and") || token.is("und") || token.is("then") || token.is("dann");
    }

    private static boolean isNoLater(List<Token> tokens, int at) {
        return at + 1 < tokens.size()
                && (tokens.get(at + 1).is("later")
                        || tokens.get(at + 1).is("spater")
                        || tokens.get(at + 1).is("only"));
    }

    private static @Nullable PromiseKind deed(List<Token> tokens, int at) {
        String word = tokens.get(at).word();
        String before = at > 0 ? tokens.get(at - 1).word() : "";
        if (word.equals("back") && Set.of("get", "come", "getting", "coming").contains(before))
            return PromiseKind.ANSWER;
        if (word.equals("know") && at > 1 && tokens.get(at - 2).word().startsWith("let")) return PromiseKind.ANSWER;
        if (word.equals("into") && before.startsWith("look")) return PromiseKind.ANSWER;
        // "I'll wait for your answer": theirs to give.
        boolean theirs =
                PromiseWords.YOURS.contains(before) || Set.of("a", "the", "an").contains(before);
        PromiseKind deed = PromiseWords.deed(word);
        boolean noun = deed == PromiseKind.ANSWER || deed == PromiseKind.CALL_BACK || deed == PromiseKind.OTHER;
        return theirs && noun ? null : deed;
    }

    private static @Nullable Mark mark(List<Token> tokens, int at, int until) {
        String word = tokens.get(at).word();
        String next = at + 1 < until ? tokens.get(at + 1).word() : "";
        String third = at + 2 < until ? tokens.get(at + 2).word() : "";
        String previous = at > 0 ? tokens.get(at - 1).word() : "";
        if (word.equals("i'll") || word.equals("we'll")) return new Mark(at, at + 1, null);
        if (word.equals("it'll") || word.equals("that'll")) return new Mark(at, at + 1, null);
        boolean we = word.equals("i") || word.equals("we");
        if (PromiseWords.SPEAKERS.contains(word) && PromiseWords.FUTURE.contains(next))
            return new Mark(at, at + 2, null);
        if (PromiseWords.PASSIVE.contains(word) && next.equals("will")) return new Mark(at, at + 2, null);
        PromiseKind thing = PromiseWords.thing(word);
        if (thing != null && (next.equals("will") || next.equals("wird"))) return new Mark(at, at + 2, thing);
        if (we && Set.of("promise", "guarantee").contains(next)) return new Mark(at, at + 2, null);
        boolean are = we && (next.equals("am") || next.equals("are"));
        int doing = are ? at + 2 : at + 1;
        if (are || word.equals("i'm") || word.equals("we're")) return inProgress(tokens, at, doing, until);
        boolean receive = Set.of("have", "receive", "get", "hear").contains(word.equals("you'll") ? next : third);
        if (receive && word.equals("you'll")) return new Mark(at, at + 1, null);
        if (receive && word.equals("you") && next.equals("will")) return new Mark(at, at + 2, null);
        if (word.equals("you") && next.equals("can") && third.equals("expect"))
            return new Mark(at, at + 3, PromiseKind.OTHER);
        return german(word, next, previous, at);
    }

    private static @Nullable Mark german(String word, String next, String previous, int at) {
        boolean we = word.equals("ich") || word.equals("wir");
        boolean nextWe = next.equals("ich") || next.equals("wir");
        if (we && (next.equals("werde") || next.equals("werden"))) return new Mark(at, at + 2, null);
        if (nextWe && (word.equals("werde") || word.equals("werden"))) return new Mark(at, at + 2, null);
        if (we && PromiseWords.GERMAN_DOING.contains(next)) return new Mark(at, at + 2, PromiseWords.deed(next));
        if (nextWe && PromiseWords.GERMAN_DOING.contains(word)) return new Mark(at, at + 2, PromiseWords.deed(word));
        boolean receive = next.equals("erhalten") || next.equals("bekommen");
        if (receive && word.equals("sie") && !previous.equals("werden")) return new Mark(at, at + 2, PromiseKind.OTHER);
        boolean received = word.equals("erhalten") || word.equals("bekommen");
        return received && next.equals("sie") ? new Mark(at, at + 2, PromiseKind.OTHER) : null;
    }

    private static @Nullable Mark inProgress(List<Token> tokens, int at, int doing, int until) {
        if (doing + 1 < until
                && tokens.get(doing).is("going")
                && tokens.get(doing + 1).is("to")) return new Mark(at, doing + 2, null);
        if (doing >= until) return null;
        String word = tokens.get(doing).word();
        PromiseKind deed = word.endsWith("ing") ? PromiseWords.deed(word) : null;
        return deed == null ? null : new Mark(at, doing + 1, deed);
    }

    /// Whether 03/04 is the fourth of March where people write like this.
    public static boolean isMonthFirst(String country) {
        return Set.of("US", "PH").contains(country.toUpperCase(Locale.ROOT));
    }
}
