package valentine.portal;

import gg.jte.Content;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.team.Firms;
import valentine.transparency.DataUses;
import valentine.web.Pages;

/// Who looked at what of him, in words.
@Component
class UsesPart implements OwnPart {
    private static final int SHOWN = 20;

    private final DataUses uses;
    private final Firms firms;
    private final Pages pages;

    UsesPart(DataUses uses, Firms firms, Pages pages) {
        this.uses = uses;
        this.firms = firms;
        this.pages = pages;
    }

    /// @param runs of programs over all customers
    record Page(List<String> uses, List<String> runs) {}

    @Override
    public int order() {
        return 400;
    }

    @Override
    public Optional<Content> show(CustomerId customer, String csrf) {
        ZoneId zone = firms.ours().zone();
        return Optional.of(pages.part(
                "portal/uses",
                new Page(
                        told(uses.of(customer, Long.MAX_VALUE, SHOWN), zone),
                        told(uses.runs(Long.MAX_VALUE, 3), zone))));
    }

    private List<String> told(List<DataUses.Entry> entries, ZoneId zone) {
        return entries.stream().map(entry -> uses.told(entry, zone)).toList();
    }
}
