package valentine.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import valentine.api.CustomerReading.Customer;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.customer.Handle;
import valentine.customer.Handles;
import valentine.customer.Identity;
import valentine.health.Standings;
import valentine.history.Chronicle;
import valentine.staying.Band;
import valentine.team.Firms;
import valentine.team.Keys;
import valentine.transparency.Category;
import valentine.transparency.DataUses;
import valentine.transparency.Purposes;

/// Customers, one or many, what happened with them and how they stand.
@RestController
@ConditionalOnWebApplication
class CustomersEndpoint {
    private final CustomerReading reading;
    private final Customers customers;
    private final Handles handles;
    private final Identity identity;
    private final Chronicle chronicle;
    private final Standings standings;
    private final DataUses uses;
    private final Firms firms;

    CustomersEndpoint(
            CustomerReading reading,
            Customers customers,
            Handles handles,
            Identity identity,
            Chronicle chronicle,
            Standings standings,
            DataUses uses,
            Firms firms) {
        this.reading = reading;
        this.customers = customers;
        this.handles = handles;
        this.identity = identity;
        this.chronicle = chronicle;
        this.standings = standings;
        this.uses = uses;
        this.firms = firms;
    }

    /// @param next the cursor of the next page; null on the last
    record Page(List<Customer> customers, @Nullable String next) {
        Page {
            customers = List.copyOf(customers);
        }
    }

    /// Each customer on the list is a use of his data, recorded in the transaction in which it was read.
    @GetMapping("/api/customers")
    Page list(
            @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest request,
            @AuthenticationPrincipal Keys.Holder program) {
        Page page =
                page(Query.of(parameters, "q", "band", "email", "external", "phone", "anonymous", "limit", "cursor"));
        String by = "key " + program.id().value();
        uses.record(new DataUses.Listing(
                page.customers().stream()
                        .map(customer -> new CustomerId(Long.parseLong(customer.id())))
                        .toList(),
                DataUses.Act.READ,
                List.of(Category.CONTACT, Category.STANDING),
                Purposes.SERVICE,
                by,
                DataUses.request(request, by)));
        return page;
    }

    private Page page(Query query) {
        Optional<Handle> handle = query.handle();
        if (handle.isPresent()) {
            return new Page(reading.these(handles.owner(handle.get()).stream().toList()), null);
        }
        Optional<Band> band = query.band();
        Optional<String> words = query.text("q");
        if (words.isPresent()) {
            return found(words.get(), band, query);
        }
        return band.isPresent() ? inBand(band.get(), query) : all(query);
    }

    @GetMapping("/api/customers/{id}")
    ResponseEntity<Customer> one(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.of(parameters);
        Customer customer =
                reading.these(List.of(known(id))).stream().findFirst().orElseThrow(Refusal::unknownCustomer);
        // Whoever kept the id of somebody who was merged learns the new one.
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LOCATION, "/api/customers/" + customer.id())
                .body(customer);
    }

    @GetMapping("/api/customers/{id}/timeline")
    TimelineAnswer timeline(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query query = Query.of(parameters, "kinds", "asOf", "limit", "cursor");
        CustomerId customer = known(id);
        int limit = query.limit();
        Chronicle.Place end =
                query.asOf(firms.ours().zone()).map(Chronicle.Place::after).orElse(Chronicle.Place.NEWEST);
        Chronicle.Place from = query.cursor(Cursor.Interaction.class)
                .map(Cursor.Interaction::place)
                .orElse(end);
        List<Chronicle.Line> lines = chronicle.read(
                identity.profiles(customer), query.kinds(), from.at().isAfter(end.at()) ? end : from, limit + 1);
        return TimelineAnswer.of(customer, lines, limit);
    }

    @GetMapping("/api/customers/{id}/standing")
    StandingAnswer standing(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.of(parameters);
        CustomerId customer = known(id);
        return standings
                .report(customer)
                .map(report -> StandingAnswer.of(customer, report))
                .orElseThrow(Refusal::notScored);
    }

    /// Whom this id names now, also when he was merged into another.
    private CustomerId known(String id) {
        if (!id.matches("\\d{1,18}")) {
            throw Refusal.unknownCustomer();
        }
        return customers
                .card(identity.headOf(new CustomerId(Long.parseLong(id))))
                .orElseThrow(Refusal::unknownCustomer)
                .id();
    }

    private Page found(String words, Optional<Band> band, Query query) {
        if (query.text("cursor").isPresent()) {
            throw Refusal.parameter(
                    "cursor", "A search has one page", "Leave the cursor out and search with more words instead.");
        }
        int limit = query.limit();
        List<Customer> found = reading.these(customers.search(words, band.isPresent() ? Query.MOST : limit));
        return new Page(
                found.stream()
                        .filter(customer -> band.isEmpty() || isIn(band.get(), customer))
                        .limit(limit)
                        .toList(),
                null);
    }

    private static boolean isIn(Band band, Customer customer) {
        return customer.standing() != null && customer.standing().band().equals(band.key());
    }

    private Page all(Query query) {
        long after =
                query.cursor(Cursor.Customer.class).map(Cursor.Customer::after).orElse(0L);
        List<Customer> read = reading.all(after, query.limit() + 1);
        return page(read, query.limit(), last -> new Cursor.Customer(Long.parseLong(last.id())));
    }

    private Page inBand(Band band, Query query) {
        Cursor.InBand from =
                query.cursor(Cursor.InBand.class).orElse(new Cursor.InBand(band, Double.NEGATIVE_INFINITY, 0));
        if (from.band() != band) {
            throw Query.foreignCursor();
        }
        List<Customer> read = reading.inBand(from, query.limit() + 1);
        return page(
                read,
                query.limit(),
                last -> new Cursor.InBand(
                        band, Objects.requireNonNull(last.standing()).staying(), Long.parseLong(last.id())));
    }

    private static Page page(List<Customer> read, int limit, Function<Customer, Cursor> cursor) {
        List<Customer> shown = read.subList(0, Math.min(limit, read.size()));
        return new Page(
                shown, read.size() > limit ? cursor.apply(shown.getLast()).word() : null);
    }
}
