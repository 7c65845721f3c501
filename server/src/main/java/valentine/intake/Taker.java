package valentine.intake;

import java.io.IOException;
import java.util.List;
import valentine.csv.Refusal;
import valentine.csv.Row;
import valentine.transparency.LeftOut;

/// Takes in the rows of one kind of file: each row first as it is read, then part by part what was set aside.
public interface Taker {
    /// What became of a row.
    sealed interface Taken {
        /// Rows of one key belong together.
        record Aside(String key, List<String> texts) implements Taken {}

        record Refused(Refusal refusal) implements Taken {}
    }

    Taken read(Row row);

    /// The sensitive fields that stood in the rows read so far.
    default LeftOut leftOut() {
        return new LeftOut();
    }

    /// Stores one part, in the transaction of its caller.
    Import.Tally take(Parts parts, int part) throws IOException;
}
