package valentine.conversation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import valentine.channel.Medium;
import valentine.channel.State;
import valentine.team.BranchId;
import valentine.team.MemberId;
import valentine.web.Moment;

/// One entry of a conversation's scroll, as a page shows it.
sealed interface Entry {
    Instant at();

    /// Something said.
    ///
    /// @param who what its writer is called
    /// @param due when it leaves, while it waits
    record Said(
            Message message,
            String who,
            Moment moment,
            @Nullable Moment due,
            boolean mine) implements Entry {
        @Override
        public Instant at() {
            return message.at();
        }

        String icon() {
            return message.kind() == Message.Kind.NOTE
                    ? "notes"
                    : Medium.of(message.medium()).map(Medium::icon).orElse("message");
        }

        String medium() {
            return Medium.of(message.medium()).map(Medium::label).orElse(message.medium());
        }

        boolean canBeTakenBack() {
            return message.state().equals(State.WAITING.key())
                    || message.state().equals(State.HELD.key());
        }

        /// Where a message of ours stands, where that wants to be known.
        String state() {
            if (message.failed() != null) return "Not sent";
            for (State state : State.values()) {
                if (!state.key().equals(message.state())) continue;
                return switch (state) {
                    case DELIVERED, READ, WAITING, HELD, SENDING -> state.label();
                    case HANDED_OVER, FAILED, DOUBT, TAKEN_BACK -> "";
                };
            }
            return "";
        }
    }

    /// Something done.
    record Became(String sentence, Moment moment, Instant at) implements Entry {}

    /// Tells what happened in a sentence, if anybody wants to read it.
    static Optional<Entry> of(
            Happening happening,
            Map<MemberId, String> members,
            Map<BranchId, String> branches,
            Instant now,
            ZoneId zone) {
        String who = who(happening.by(), members);
        String became = happening.became();
        String sentence = switch (happening.what()) {
            case OPENED, FAILED -> "";
            case STATUS -> status(who, happening, now, zone);
            case ASSIGNEE ->
                became.isEmpty()
                        ? who + " gave it back to everybody"
                        : happening.by().equals(By.member(new MemberId(Long.parseLong(became))))
                                ? who + " took it"
                                : who + " gave it to " + name(became, members);
            case BRANCH ->
                became.isEmpty()
                        ? who + " took it from its team"
                        : who + " passed it to "
                                + branches.getOrDefault(new BranchId(Long.parseLong(became)), "a team");
            case PRIORITY -> who + " made it " + became;
            case LABELLED -> who + " added the label " + became;
            case UNLABELLED -> who + " removed the label " + happening.was();
            case MERGED -> who + " put “" + became + "” into this";
            case UNMERGED -> who + " took “" + happening.was() + "” out again";
        };
        return sentence.isEmpty()
                ? Optional.empty()
                : Optional.of(new Became(sentence, Moment.of(happening.at(), now, zone), happening.at()));
    }

    private static String status(String who, Happening happening, Instant now, ZoneId zone) {
        Instant until = Ledger.until(happening.became());
        return switch (Ledger.status(happening.became())) {
            case OPEN -> happening.by().equals(By.CUSTOMER) ? "" : who + " opened it again";
            case PENDING -> "";
            case RESOLVED -> who + " resolved it";
            case SNOOZED ->
                who + " snoozed it until "
                        + (until == null
                                ? "the next reply"
                                : Moment.of(until, now, zone).said());
        };
    }

    private static String who(By by, Map<MemberId, String> members) {
        Optional<MemberId> member = by.member();
        if (member.isPresent()) return members.getOrDefault(member.get(), "Somebody who left");
        return switch (by.said()) {
            case "customer" -> "The customer";
            case "clock" -> "The clock";
            case "rule" -> "Valentine";
            case "file" -> "A file";
            default -> "A program";
        };
    }

    private static String name(String number, Map<MemberId, String> members) {
        return members.getOrDefault(new MemberId(Long.parseLong(number)), "somebody who left");
    }
}
