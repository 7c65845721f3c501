package valentine.erasure;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;
import valentine.customer.CustomerId;
import valentine.customer.Identity;
import valentine.team.Firms;
import valentine.team.MemberId;

/// What people ask of us by the law of data protection, each with its clock.
@Service
public class Requests {
    static final int LONGEST = 2_000;

    private final RequestTable table;
    private final RequestLetters letters;
    private final Identity identity;
    private final Audit audit;
    private final Firms firms;
    private final Clock clock;

    Requests(RequestTable table, RequestLetters letters, Identity identity, Audit audit, Firms firms, Clock clock) {
        this.table = table;
        this.letters = letters;
        this.identity = identity;
        this.audit = audit;
        this.firms = firms;
        this.clock = clock;
    }

    /// Takes a request down; its clock runs from the day on which it reached us.
    ///
    /// @param member who wrote it down; nobody where it came by itself
    @Transactional
    public Request receive(
            CustomerId customer, Request.Kind kind, Request.By by, String note, Instant at, @Nullable MemberId member) {
        Instant now = clock.instant();
        Instant received = at.isAfter(now) ? now : at;
        LocalDate day = received.atZone(firms.ours().zone()).toLocalDate();
        RequestId id = table.add(kind, customer, by, line(note), received, day, member);
        audit.record(
                member == null ? Actor.NOBODY : Actor.member(member.value()),
                "request received",
                "request " + id.value(),
                Map.of("kind", kind.key()));
        return table.find(id).orElseThrow();
    }

    /// Does something about an open one: true unless it has ended, or that was done before.
    @Transactional
    public boolean note(RequestId id, Request.What what, String words, MemberId member) {
        boolean noted = table.note(id, what, line(words), member, clock.instant());
        if (noted) {
            audit.record(
                    Actor.member(member.value()),
                    "request " + what.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                    "request " + id.value(),
                    Map.of());
        }
        return noted;
    }

    /// Notes that it came in a way that shows who asks: true unless it has ended.
    @Transactional
    public boolean identified(RequestId id, String how) {
        return table.note(id, Request.What.IDENTITY_CHECKED, line(how), null, clock.instant());
    }

    /// What came of taking longer.
    sealed interface Longer {
        /// The customer is told by this letter, which leaves when the transaction is committed.
        record Told(String address) implements Longer {}

        /// No letter leaves: whoever noted it tells him in another way.
        record TellHim() implements Longer {}

        record Refused(String why) implements Longer {}
    }

    /// Two months more, where that is said within the first one; the customer is told by mail, with the reason.
    @Transactional
    Longer extend(RequestId id, String why, MemberId member) {
        Request request = table.find(id).orElseThrow();
        if (!request.mayBeExtended(today())) {
            return new Longer.Refused(
                    request.isOpen() && !request.isExtended()
                            ? "That had to be told within the first month: the answer is due, as it is."
                            : "That was noted before, or the request has ended.");
        }
        if (!note(id, Request.What.EXTENDED, why, member)) {
            return new Longer.Refused("That was noted before, or the request has ended.");
        }
        return letters.longer(table.find(id).orElseThrow(), line(why))
                .<Longer>map(Longer.Told::new)
                .orElseGet(Longer.TellHim::new);
    }

    /// Tells those who run the firm which requests still wait for an answer: a week before the end and once it is over,
    /// each once for each clock, however late we look.
    @Transactional
    void remind() {
        LocalDate today = today();
        for (Request request : open()) {
            Request.What what = today.isAfter(request.due()) ? Request.What.OVERDUE : Request.What.REMINDED;
            if (!request.isPressing(today) || request.wasTold(what)) continue;
            if (table.note(request.id(), what, request.clock(), null, clock.instant())) letters.remind(request, what);
        }
    }

    /// Those that wait for us, the most pressing first.
    public List<Request> open() {
        return table.open().stream()
                .sorted(java.util.Comparator.comparing(Request::due))
                .toList();
    }

    /// All of a customer, the newest first.
    public List<Request> of(CustomerId customer) {
        return table.of(identity.profiles(identity.headOf(customer)));
    }

    public Optional<Request> find(RequestId id) {
        return table.find(id);
    }

    List<Request> ended() {
        return table.ended();
    }

    LocalDate today() {
        return clock.instant().atZone(firms.ours().zone()).toLocalDate();
    }

    String country() {
        return table.country();
    }

    void country(String country) {
        table.country(Clocks.countries().contains(country) ? country : "");
    }

    /// Control characters but line breaks are taken out of what people write.
    private static String line(String words) {
        String plain = words.strip().replaceAll("[\\p{Cntrl}&&[^\\n]]", " ");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }
}
