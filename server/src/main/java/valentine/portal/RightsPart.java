package valentine.portal;

import gg.jte.Content;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.erasure.Request;
import valentine.erasure.Requests;
import valentine.web.Pages;

/// What he can ask of us: a copy, to be forgotten, that we stop; and by when he hears from us.
@Component
class RightsPart implements OwnPart {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final Requests requests;
    private final Pages pages;

    RightsPart(Requests requests, Pages pages) {
        this.requests = requests;
        this.pages = pages;
    }

    record Page(List<Asked> asked, String csrf) {}

    record Asked(String words, String at, String state) {}

    @Override
    public int order() {
        return 900;
    }

    @Override
    public Optional<Content> show(CustomerId customer, String csrf) {
        List<Asked> asked = requests.of(customer).stream()
                .limit(20)
                .map(request -> new Asked(request.kind().words(), DAY.format(request.receivedOn()), state(request)))
                .toList();
        return Optional.of(pages.part("portal/rights", new Page(asked, csrf)));
    }

    private static String state(Request request) {
        if (!request.isOpen()) return "answered";
        String by = "we answer by " + DAY.format(request.due());
        return request.events().stream()
                .filter(event -> event.what() == Request.What.EXTENDED)
                .findFirst()
                .map(event -> by + ": it takes longer, because " + event.words())
                .orElse(by);
    }
}
