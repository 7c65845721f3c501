package valentine.intake;

import valentine.csv.Kind;
import valentine.csv.Mapping;

/// A kind of file that can be brought; a word that knows another kind publishes a bean of this.
///
/// @param kind what its rows are about: its word is the value of `--kind` and of the form
public record FileKind(Kind kind, Opening opening) {
    /// Makes who takes in the rows of one file.
    public interface Opening {
        Taker taker(ImportId id, Mapping mapping, Ground ground);
    }
}
