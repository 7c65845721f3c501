package valentine.conversation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A message as a row of a file tells it, and how it stands as texts that are set aside.
///
/// @param id which one it is in files, once for ever
/// @param replyTo the message that it answers, empty where the file does not say
/// @param customer of whom or to whom; empty where only the thread tells
/// @param ours whether we wrote it
/// @param author who of us
record FileMessage(
        String thread,
        String id,
        String replyTo,
        String customer,
        String name,
        boolean ours,
        Instant at,
        String medium,
        String subject,
        String text,
        String author) {
    List<String> texts() {
        return List.of(
                thread,
                id,
                replyTo,
                customer,
                name,
                ours ? "out" : "in",
                Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at)),
                medium,
                subject,
                text,
                author);
    }

    static FileMessage of(String[] texts) {
        return new FileMessage(
                texts[0],
                texts[1],
                texts[2],
                texts[3],
                texts[4],
                texts[5].equals("out"),
                Instant.EPOCH.plus(Long.parseLong(texts[6]), ChronoUnit.MICROS),
                texts[7],
                texts[8],
                texts[9],
                texts[10]);
    }
}
