package valentine.email;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.util.CharsetUtil;
import org.jspecify.annotations.Nullable;

/// Turns the bytes of a mail into words, whatever it claims of them.
final class Wording {
    /// As browsers do: whoever says ISO 8859-1 means this.
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private static final int LONGEST_HEADER = 100_000;

    private static final Pattern FOLD = Pattern.compile("\\s*\\R\\s*");

    private Wording() {}

    /// A header line with its folds and encoded words undone.
    static String header(String raw) {
        String line = FOLD.matcher(raw).replaceAll(" ").strip();
        try {
            return DecoderUtil.decodeEncodedWords(line, DecodeMonitor.SILENT, StandardCharsets.UTF_8);
        } catch (RuntimeException _) {
            // An encoded word that no decoder takes is shown as it came.
            return line;
        }
    }

    /// The bytes of a header line: nothing but ASCII is allowed there, and everything comes.
    static String line(byte[] raw) {
        return guess(raw.length > LONGEST_HEADER ? java.util.Arrays.copyOf(raw, LONGEST_HEADER) : raw);
    }

    static String text(byte[] bytes, @Nullable String said) {
        Charset charset = said == null ? null : named(said);
        if (charset == null || charset.equals(StandardCharsets.US_ASCII)) return guess(bytes);
        if (charset.equals(StandardCharsets.ISO_8859_1)) return new String(bytes, WESTERN);
        if (charset.equals(StandardCharsets.UTF_8)) return guess(bytes);
        return new String(bytes, charset);
    }

    private static @Nullable Charset named(String said) {
        String name = said.strip().replaceAll("[\"']", "");
        Charset known = CharsetUtil.lookup(name);
        if (known != null) return known;
        // As some programs write it: utf8mb4, cp-1252, windows1251, "iso 8859 15".
        Matcher windows = Pattern.compile("(?:cp|windows|win)[-_ ]?(125\\d)").matcher(name.toLowerCase(Locale.ROOT));
        if (windows.matches()) return CharsetUtil.lookup("windows-" + windows.group(1));
        Matcher iso = Pattern.compile("(?:iso)?[-_ ]?8859[-_ ](\\d{1,2}).*").matcher(name.toLowerCase(Locale.ROOT));
        return iso.matches() ? CharsetUtil.lookup("iso-8859-" + iso.group(1)) : null;
    }

    /// UTF-8 where it is, or mostly is; else Western European, in which every byte is a letter.
    private static String guess(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            String mostly = new String(bytes, StandardCharsets.UTF_8);
            long broken = mostly.chars().filter(c -> c == 0xFFFD).count();
            long whole = mostly.chars().filter(c -> c > 0x7F && c != 0xFFFD).count();
            return whole > broken * 4 ? mostly : new String(bytes, WESTERN);
        }
    }

    /// Undoes format=flowed (RFC 3676): lines that end with a space go on, at the same depth of quoting.
    static String unflowed(String text, boolean deletesSpace) {
        StringBuilder out = new StringBuilder(text.length());
        boolean open = false;
        int depth = 0;
        for (String line : text.split("\\R", -1)) {
            int quotes = 0;
            while (quotes < line.length() && line.charAt(quotes) == '>') quotes++;
            String said = line.substring(quotes);
            if (said.startsWith(" ")) said = said.substring(1);
            boolean signature = said.equals("-- ");
            if (open && quotes == depth && !signature) {
                if (deletesSpace) out.setLength(out.length() - 1);
            } else {
                if (!out.isEmpty()) out.append('\n');
                if (quotes > 0) out.append(">".repeat(quotes)).append(' ');
            }
            out.append(said);
            open = said.endsWith(" ") && !signature;
            depth = quotes;
        }
        return out.toString();
    }
}
