package valentine.intake;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import valentine.csv.Kind;
import valentine.csv.Mapping;

/// Every kind of file that can be brought, ours first.
@Component
class FileKinds {
    private final List<FileKind> kinds;

    FileKinds(List<FileKind> kinds) {
        this.kinds = List.copyOf(kinds);
        long words = kinds.stream().map(one -> one.kind().word()).distinct().count();
        if (words != kinds.size()) throw new IllegalStateException("Two kinds of files have one word");
    }

    List<Kind> all() {
        return kinds.stream().map(FileKind::kind).toList();
    }

    Optional<Kind> find(String word) {
        String wanted = word.strip().toLowerCase(Locale.ROOT);
        return all().stream().filter(kind -> kind.word().equals(wanted)).findFirst();
    }

    Taker taker(ImportId id, Mapping mapping, Ground ground) {
        return kinds.stream()
                .filter(one -> one.kind().equals(mapping.kind()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Nobody takes in files of " + mapping.kind().word()))
                .opening()
                .taker(id, mapping, ground);
    }
}
