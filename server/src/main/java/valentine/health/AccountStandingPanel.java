package valentine.health;

import gg.jte.Content;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import valentine.customer.AccountId;
import valentine.customer.AccountPanel;
import valentine.staying.Words;
import valentine.web.Money;
import valentine.web.Pages;

/// How the contacts of an account stand together, at the head of its page.
@Component
@ConditionalOnWebApplication
class AccountStandingPanel implements AccountPanel {
    private static final int ORDER = 100;

    private final AccountStandings standings;
    private final Pages pages;

    AccountStandingPanel(AccountStandings standings, Pages pages) {
        this.standings = standings;
        this.pages = pages;
    }

    record Panel(AccountStandings.Together together) {
        String expectedOrders() {
            return String.format(Locale.ENGLISH, "%,.1f", together.expectedOrders());
        }

        String surest() {
            return Words.percent(together.surest());
        }

        String atMost() {
            return Words.percent(together.atMost());
        }

        Money yearlyValue() {
            return new Money(together.yearlyValue(), together.currency());
        }

        Money atRisk() {
            return new Money(together.atRisk(), together.currency());
        }
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Content> show(AccountId account) {
        return standings.of(account).map(together -> pages.part("health/account-standing", new Panel(together)));
    }
}
