package valentine.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import valentine.customer.AccountId;
import valentine.customer.Accounts;
import valentine.customer.Card;
import valentine.health.AccountStandings;

/// The companies that customers speak for: their contacts, and how they stand together.
@RestController
@ConditionalOnWebApplication
class AccountsEndpoint {
    private final Accounts accounts;
    private final AccountStandings standings;

    AccountsEndpoint(Accounts accounts, AccountStandings standings) {
        this.accounts = accounts;
        this.standings = standings;
    }

    /// @param next the cursor of the next page; null on the last
    record Page(List<Line> accounts, @Nullable String next) {
        Page {
            accounts = List.copyOf(accounts);
        }
    }

    record Line(String id, String name, List<String> domains) {
        Line {
            domains = List.copyOf(domains);
        }
    }

    /// @param contacts the first two hundred
    /// @param standing null while none of them is scored
    record Account(
            String id,
            String name,
            List<String> domains,
            List<Contact> contacts,
            @Nullable Together standing) {
        Account {
            domains = List.copyOf(domains);
            contacts = List.copyOf(contacts);
        }
    }

    record Contact(String customer, String name, String role, String email) {}

    /// @param staying between the chance of the surest contact alone and that if each decides for himself
    record Together(
            List<InBand> bands,
            long contacts,
            long orders,
            Range staying,
            int horizonDays,
            double expectedOrders,
            Sum yearlyValue,
            Sum atRisk) {
        Together {
            bands = List.copyOf(bands);
        }

        static Together of(AccountStandings.Together together) {
            return new Together(
                    together.bands().stream()
                            .map(part -> new InBand(part.band().key(), part.contacts()))
                            .toList(),
                    together.contacts(),
                    together.orders(),
                    new Range(together.surest(), together.atMost()),
                    together.horizonDays(),
                    together.expectedOrders(),
                    Sum.of(together.yearlyValue(), together.currency()),
                    Sum.of(together.atRisk(), together.currency()));
        }
    }

    record InBand(String band, long contacts) {}

    record Range(double atLeast, double atMost) {}

    @GetMapping("/api/accounts")
    Page list(@RequestParam MultiValueMap<String, String> parameters) {
        Query query = Query.of(parameters, "q", "limit", "cursor");
        int limit = query.limit();
        AccountId after = query.cursor(Cursor.Account.class)
                .map(cursor -> new AccountId(cursor.after()))
                .orElse(null);
        List<Line> read = accounts.list(query.text("q").orElse(""), after, limit + 1).stream()
                .map(line -> new Line(Long.toString(line.id().value()), line.name(), line.domains()))
                .toList();
        List<Line> shown = read.subList(0, Math.min(limit, read.size()));
        return new Page(
                shown,
                read.size() > limit
                        ? new Cursor.Account(Long.parseLong(shown.getLast().id())).word()
                        : null);
    }

    @GetMapping("/api/accounts/{id}")
    Account one(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.of(parameters);
        if (!id.matches("\\d{1,18}")) throw Refusal.unknownAccount();
        Card.Account account =
                accounts.account(new AccountId(Long.parseLong(id))).orElseThrow(Refusal::unknownAccount);
        return new Account(
                id,
                account.name(),
                accounts.domains(account.id()),
                accounts.contacts(account.id()).stream()
                        .map(one ->
                                new Contact(Long.toString(one.customer().value()), one.name(), one.role(), one.email()))
                        .toList(),
                standings.of(account.id()).map(Together::of).orElse(null));
    }
}
