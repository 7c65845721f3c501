package valentine.portal;

import gg.jte.Content;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.transparency.Basis;
import valentine.transparency.Consents;
import valentine.transparency.Purpose;
import valentine.transparency.Purposes;
import valentine.web.Pages;

/// What we use data for and why, and what of it he can allow or end.
@Component
class ChoicesPart implements OwnPart {
    private final Choices choices;
    private final Purposes purposes;
    private final Consents consents;
    private final Pages pages;

    ChoicesPart(Choices choices, Purposes purposes, Consents consents, Pages pages) {
        this.choices = choices;
        this.consents = consents;
        this.purposes = purposes;
        this.pages = pages;
    }

    /// @param others what we use his data for without his choice
    /// @param chose whether there is a receipt of anything
    record Page(List<Choices.Choice> choices, List<Purpose> others, boolean chose, String csrf) {
        /// As the end of a sentence, however it was written.
        static String retention(Purpose purpose) {
            String kept = purpose.retention().strip();
            return kept.endsWith(".") ? kept.substring(0, kept.length() - 1) : kept;
        }

        static String categories(Purpose purpose) {
            return String.join(
                    ", ",
                    purpose.categories().stream()
                            .map(category -> category.told())
                            .toList());
        }

        static boolean isMarketing(Purpose purpose) {
            return purpose.marketing() || purpose.basis() == Basis.CONSENT;
        }
    }

    @Override
    public int order() {
        return 500;
    }

    @Override
    public Optional<Content> show(CustomerId customer, String csrf) {
        List<Choices.Choice> open = choices.of(customer);
        List<Purpose> chosen = open.stream().map(Choices.Choice::purpose).toList();
        List<Purpose> others = purposes.all().stream()
                .filter(purpose -> !purpose.ended() && !chosen.contains(purpose))
                .toList();
        return open.isEmpty() && others.isEmpty()
                ? Optional.empty()
                : Optional.of(pages.part(
                        "portal/choices",
                        new Page(open, others, !consents.said(customer, 1).isEmpty(), csrf)));
    }
}
