package valentine.api;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import valentine.conversation.Conversation;
import valentine.conversation.Message;
import valentine.team.BranchId;
import valentine.team.MemberId;

/// A conversation as programs read it.
///
/// @param customer whose it is today, after all merges
/// @param snoozedUntil null while it is snoozed until the next reply, and where it is not snoozed
/// @param waitingSince since when the customer waits for a word; null where nobody waits
record ConversationAnswer(
        String id,
        String customer,
        String subject,
        String status,
        @Nullable Instant snoozedUntil,
        String priority,
        List<String> labels,
        @Nullable String assignee,
        @Nullable String branch,
        String channel,
        Instant createdAt,
        Instant lastAt,
        @Nullable Instant firstReplyAt,
        @Nullable Instant waitingSince,
        @Nullable Instant resolvedAt,
        boolean failed) {
    ConversationAnswer {
        labels = List.copyOf(labels);
    }

    /// The latest of a customer.
    record All(List<ConversationAnswer> conversations) {
        All {
            conversations = List.copyOf(conversations);
        }
    }

    /// One with what was said, the oldest first.
    ///
    /// @param earlier whether more was said before these
    record Whole(ConversationAnswer conversation, List<Said> messages, boolean earlier) {
        Whole {
            messages = List.copyOf(messages);
        }

        static Whole of(Conversation conversation, List<Message> latest, int limit) {
            Stream<Message> shown = latest.stream().skip(Math.max(0, latest.size() - limit));
            return new Whole(
                    ConversationAnswer.of(conversation), shown.map(Said::of).toList(), latest.size() > limit);
        }
    }

    /// @param kind in, out, note or automatic
    /// @param member who of us said it; null for customers and programs
    /// @param state where a message of ours stands; null for others
    /// @param failed why it did not go out; null where it did
    record Said(
            String id,
            String kind,
            Instant at,
            String channel,
            @Nullable String member,
            String author,
            String text,
            String quoted,
            @Nullable String state,
            @Nullable String failed,
            List<File> files) {
        Said {
            files = List.copyOf(files);
        }

        static Said of(Message message) {
            return new Said(
                    Long.toString(message.id().value()),
                    message.kind().key(),
                    message.at(),
                    message.medium(),
                    number(message.member()),
                    message.author(),
                    message.said(),
                    message.quoted(),
                    message.state().isEmpty() ? null : message.state(),
                    message.failed(),
                    message.attachments().stream()
                            .map(file -> new File(file.name(), file.mediaType(), file.size()))
                            .toList());
        }
    }

    /// @param size in bytes
    record File(String name, String type, int size) {}

    static ConversationAnswer of(Conversation conversation) {
        BranchId branch = conversation.branch();
        return new ConversationAnswer(
                Long.toString(conversation.id().value()),
                Long.toString(conversation.customer().value()),
                conversation.subject(),
                conversation.status().key(),
                conversation.snoozedUntil(),
                conversation.priority().key(),
                conversation.labels(),
                number(conversation.assignee()),
                branch == null ? null : Long.toString(branch.value()),
                conversation.medium(),
                conversation.createdAt(),
                conversation.last().at(),
                conversation.course().firstReplyAt(),
                conversation.course().waitingSince(),
                conversation.course().resolvedAt(),
                conversation.hasFailed());
    }

    private static @Nullable String number(@Nullable MemberId member) {
        return member == null ? null : Long.toString(member.value());
    }
}
