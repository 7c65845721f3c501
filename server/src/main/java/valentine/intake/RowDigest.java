package valentine.intake;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import valentine.csv.Mapping;
import valentine.csv.RefusedRows;
import valentine.csv.Row;
import valentine.csv.When;

/// Tells rows apart by what they say, not by how it is written: the same row saved again with other dates, numbers or
/// delimiters is the same, one that differs in a column that no field took is another.
public final class RowDigest {
    private final MessageDigest digest;
    private final int[] others;

    public RowDigest(Mapping mapping) {
        List<Integer> taken = mapping.kind().fields().stream()
                .map(mapping::column)
                .filter(java.util.OptionalInt::isPresent)
                .map(java.util.OptionalInt::getAsInt)
                .toList();
        this.others = IntStream.range(0, mapping.header().size())
                .filter(column -> !taken.contains(column))
                .filter(column -> !mapping.header().get(column).equals(RefusedRows.COLUMN))
                .toArray();
        this.digest = sha256();
    }

    /// 32 hexadecimal digits.
    public String of(Row row, String... texts) {
        for (String text : texts) add(text);
        for (int column : others) add(row.get(column).strip());
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    /// One for a set of lines.
    static String of(List<Long> lines) {
        MessageDigest digest = sha256();
        for (long line : lines) digest.update(Long.toHexString(line).getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    public static String text(@Nullable BigDecimal number) {
        return number == null
                ? ""
                : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    public static String text(When when) {
        return switch (when) {
            case When.Local local -> local.time().toString();
            case When.Exact exact -> exact.moment().toString();
        };
    }

    private void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        // No text holds this byte, so that "a", "bc" is not "ab", "c".
        digest.update((byte) 0xFF);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
