package valentine.conversation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import valentine.channel.Medium;
import valentine.team.BranchId;
import valentine.team.MemberId;
import valentine.web.Moment;

/// A conversation as lists show it.
///
/// @param waiting since when the customer waits; null where he does not
/// @param until when it wakes; null where it is not snoozed until a moment
/// @param whose the name of who has it, or of the team
record Row(
        Conversation conversation,
        Moment last,
        @Nullable Moment waiting,
        @Nullable Moment until,
        String whose) {
    static Row of(
            Conversation conversation,
            Map<MemberId, String> members,
            Map<BranchId, String> branches,
            Instant now,
            ZoneId zone) {
        Instant waiting = conversation.course().waitingSince();
        Instant until = conversation.snoozedUntil();
        MemberId assignee = conversation.assignee();
        BranchId branch = conversation.branch();
        String whose = assignee != null
                ? members.getOrDefault(assignee, "Somebody who left")
                : branch != null ? branches.getOrDefault(branch, "A team") : "";
        return new Row(
                conversation,
                Moment.of(conversation.last().at(), now, zone),
                waiting == null ? null : Moment.of(waiting, now, zone),
                until == null ? null : Moment.of(until, now, zone),
                whose);
    }

    String url() {
        return "/inbox/" + conversation.id().value();
    }

    String name() {
        return conversation.name().isBlank() ? "Somebody" : conversation.name();
    }

    String icon() {
        return Medium.of(conversation.medium()).map(Medium::icon).orElse("message");
    }

    String medium() {
        return Medium.of(conversation.medium()).map(Medium::label).orElse(conversation.medium());
    }

    String lastWords() {
        return switch (conversation.last().kind()) {
            case "out" -> "We: " + conversation.last().words();
            case "note" -> "Note: " + conversation.last().words();
            default -> conversation.last().words();
        };
    }

    String tone() {
        return switch (conversation.status()) {
            case OPEN -> conversation.isWaiting() ? "losing-touch" : "cooling";
            case PENDING, SNOOZED -> "gone-quiet";
            case RESOLVED -> "in-touch";
        };
    }
}
