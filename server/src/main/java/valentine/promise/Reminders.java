package valentine.promise;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import valentine.mail.Letter;
import valentine.mail.Mails;
import valentine.mail.Receiver;
import valentine.mail.Site;
import valentine.promise.BulkWriting.Notice;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Members;
import valentine.team.Role;

/// Tells by letter what was noticed about promises: their owners, and the managers of what is still not kept a day
/// after its moment. One letter for each of them, however much it is.
@Component
class Reminders {
    private static final int LISTED = 20;
    /// What was noticed long after its moment is history, not news.
    private static final Duration NEWS = Duration.ofDays(3);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);

    private final Mails mails;
    private final Members members;
    private final PromiseTable table;
    private final Site site;

    Reminders(Mails mails, Members members, PromiseTable table, Site site) {
        this.mails = mails;
        this.members = members;
        this.table = table;
        this.site = site;
    }

    /// In the transaction in which they were noticed.
    void send(Collection<Notice> notices, Map<PromiseId, MemberId> owners, Instant now) {
        List<Notice> news = notices.stream()
                .filter(notice -> notice.at().isAfter(now.minus(NEWS)))
                .toList();
        if (news.isEmpty()) return;
        List<Member> all = members.all();
        Map<MemberId, Member> byId = all.stream().collect(Collectors.toMap(Member::id, member -> member));
        Map<Member, List<Notice>> letters = new LinkedHashMap<>();
        for (Notice notice : news) {
            List<Member> whom = notice.step() == Step.ESCALATION
                    ? managers(all)
                    : Optional.ofNullable(owners.get(notice.promise())).map(byId::get).stream()
                            .toList();
            whom.forEach(member ->
                    letters.computeIfAbsent(member, _ -> new ArrayList<>()).add(notice));
        }
        letters.forEach((member, about) -> mails.send(letter(member, about)));
    }

    private static List<Member> managers(List<Member> all) {
        List<Member> managers =
                all.stream().filter(member -> member.role() == Role.MANAGER).toList();
        return managers.isEmpty()
                ? all.stream().filter(member -> member.role() == Role.OWNER).toList()
                : managers;
    }

    private Letter letter(Member member, List<Notice> notices) {
        List<String> paragraphs = new ArrayList<>();
        for (Notice notice : notices.stream().limit(LISTED).toList()) {
            table.find(notice.promise()).ifPresent(promise -> paragraphs.add(line(notice.step(), promise)));
        }
        if (notices.size() > LISTED) paragraphs.add("And " + (notices.size() - LISTED) + " more.");
        Notice first = notices.getFirst();
        String key = "promises " + first.promise().value() + " " + first.step().key() + " to "
                + member.id().value();
        return new Letter(
                key,
                "reminder of promises",
                Receiver.member(member),
                notices.size() == 1 ? subject(first.step()) : notices.size() + " promises need you",
                paragraphs,
                new Letter.Button("Open the promises", site.url("/promises"), false),
                "You get this because you look after these promises, or after those who do.",
                null,
                null);
    }

    private static String subject(Step step) {
        return switch (step) {
            case REVIEW -> "A promise to look at";
            case WARNING -> "A promise is nearly due";
            case DUE -> "A promise was not kept in time";
            case ESCALATION -> "A promise is still not kept";
            case GIVEN_UP -> throw new IllegalStateException("Nobody is reminded of what is over");
        };
    }

    private static String line(Step step, Promise promise) {
        String due =
                MOMENT.format(promise.deadline().due().atZone(promise.deadline().zone()));
        return clean(subject(step) + ": " + promise.what() + ". To " + promise.name() + ", due " + due + " ("
                + promise.deadline().zone() + ").");
    }

    /// What anybody wrote, without what a letter refuses.
    static String clean(String text) {
        return text.codePoints()
                .filter(c -> !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && c != 0x2028
                        && c != 0x2029)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
