package valentine.erasure;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import valentine.customer.Card;
import valentine.customer.Customers;
import valentine.customer.Handle;
import valentine.customer.Handles;
import valentine.mail.Letter;
import valentine.mail.Mails;
import valentine.mail.Receiver;
import valentine.mail.Site;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Role;

/// What is written about a request: to those who run the firm, and to whoever asked.
@Component
class RequestLetters {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final Mails mails;
    private final Members members;
    private final Customers customers;
    private final Handles handles;
    private final Firms firms;
    private final Site site;

    RequestLetters(Mails mails, Members members, Customers customers, Handles handles, Firms firms, Site site) {
        this.mails = mails;
        this.members = members;
        this.customers = customers;
        this.handles = handles;
        this.firms = firms;
        this.site = site;
    }

    /// To every manager and owner. It does not say who asked: that stands on the page.
    void remind(Request request, Request.What what) {
        boolean late = what == Request.What.OVERDUE;
        for (Member member : members.all()) {
            if (!member.role().reaches(Role.MANAGER)) continue;
            mails.send(new Letter(
                    "request " + request.id().value() + (late ? " late " : " due ") + request.clock() + ", to "
                            + member.id().value(),
                    "reminder of a request",
                    Receiver.member(member),
                    late
                            ? "A request should have been answered by " + request.due()
                            : "A request has to be answered by " + request.due(),
                    List.of("Somebody asked us on " + request.receivedOn() + ": "
                            + request.kind().words().toLowerCase(Locale.ROOT) + ". The law "
                            + (late ? "gave us until " : "gives us until ") + request.due() + "."),
                    new Letter.Button(
                            "Open the request",
                            site.url(
                                    "/settings/privacy/requests/" + request.id().value()),
                            false),
                    "You get this because you run the firm.",
                    null,
                    null));
        }
    }

    /// To whoever asked, at an address that is his for sure; says which, or nothing where none is or no letter leaves.
    Optional<String> longer(Request request, String why) {
        Optional<Receiver> receiver = address(request);
        if (receiver.isEmpty() || !mails.isSetUp()) return Optional.empty();
        Mails.Sending sending = mails.send(new Letter(
                "request " + request.id().value() + " takes longer",
                "answer to a request",
                receiver.get(),
                "Your request takes us longer",
                List.of(
                        "You asked us on " + DAY.format(request.receivedOn()) + ": "
                                + request.kind().words().toLowerCase(Locale.ROOT) + ".",
                        "We need more time than the first month. You get our answer by " + DAY.format(request.due())
                                + " at the latest.",
                        "Why: " + why),
                null,
                "You get this because you asked " + firms.ours().name() + " about your data.",
                Letter.About.only(request.customer().value()),
                null));
        return sending instanceof Mails.Sending.Stopped ? Optional.empty() : receiver.map(Receiver::address);
    }

    private Optional<Receiver> address(Request request) {
        String name = customers.card(request.customer()).map(Card::name).orElse("");
        return handles.of(List.of(request.customer())).values().stream()
                .flatMap(List::stream)
                .filter(handle -> handle.kind() == Handle.Kind.EMAIL)
                .filter(handle -> handles.sureOwner(handle)
                        .filter(request.customer()::equals)
                        .isPresent())
                .flatMap(handle -> Receiver.outside(handle.value(), name).stream())
                .findFirst();
    }
}
