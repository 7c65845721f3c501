package valentine.promise;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.history.Follower;
import valentine.promise.Happenings.Happening;
import valentine.promise.Happenings.Heard;
import valentine.promise.Happenings.What;
import valentine.reading.PromiseKind;
import valentine.team.Firms;

/// Makes and keeps promises by what happens: an order with an estimated delivery is a promise that its delivery keeps;
/// a return starts the refund clock of the customer's country, as it arrives or, where the law has it so, once it was
/// sent, and the money that goes back keeps it; a complaint starts the clock of its acknowledgement, which our next
/// word
/// keeps.
///
/// What is known of an order is gathered before it is acted on, so that it does not matter what came first.
@Component
class Rules implements Follower {
    private static final int AT_ONCE = 1_000;
    private static final int LONGEST_NUMBER = 200;
    private static final Duration FRESH = Duration.ofDays(30);
    private static final String ACKNOWLEDGEMENT = "complaint ";

    private final Happenings happenings;
    private final Promises promises;
    private final PromiseTable table;
    private final Presets presets;
    private final Firms firms;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Rules(
            Happenings happenings,
            Promises promises,
            PromiseTable table,
            Presets presets,
            Firms firms,
            TransactionTemplate transactions,
            Clock clock) {
        this.happenings = happenings;
        this.promises = promises;
        this.table = table;
        this.presets = presets;
        this.firms = firms;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public boolean follow() {
        return transactions.execute(_ -> goOn());
    }

    private boolean goOn() {
        if (!happenings.isOurTurn()) return false;
        Happenings.Reached from = happenings.reached();
        String until = happenings.ended();
        if (until.equals(from.tx())) return false;
        List<Heard> heard = happenings.after(from, until, AT_ONCE);
        Set<String> numbers = new HashSet<>();
        for (Heard one : heard) {
            listen(one);
            Optional<What> what = what(one);
            String number = one.number();
            if (what.isEmpty() || number == null || number.isBlank() || number.length() > LONGEST_NUMBER) continue;
            happenings.keep(number, what.get(), one);
            numbers.add(number);
        }
        act(happenings.of(numbers));
        acknowledge(heard.stream().map(Heard::customer).collect(Collectors.toSet()));
        boolean full = heard.size() == AT_ONCE;
        happenings.move(
                full
                        ? new Happenings.Reached(
                                heard.getLast().tx(), heard.getLast().id())
                        : new Happenings.Reached(until, 0));
        return full;
    }

    /// A complaint of long ago is left alone: whether it was answered nobody knows.
    private void listen(Heard heard) {
        if (!heard.kind().equals("complaint")
                || heard.at().isBefore(clock.instant().minus(FRESH))) return;
        presets.onComplaint(heard.customer())
                .ifPresent(preset -> promises.make(
                        presets.draft(preset, heard.customer(), heard.at()).once(ACKNOWLEDGEMENT + heard.id()),
                        heard.at(),
                        By.RULE));
    }

    /// Keeps what was owed for complaints to those with whom we have spoken since.
    private void acknowledge(Set<CustomerId> customers) {
        happenings.answered(customers, ACKNOWLEDGEMENT).forEach((id, at) -> promises.keep(id, at, By.RULE));
    }

    /// A return whose money went back at once needs no clock.
    private static Optional<What> what(Heard heard) {
        return Optional.ofNullable(
                switch (heard.kind()) {
                    case "order" -> What.ORDERED;
                    case "delivery" -> What.DELIVERED;
                    case "return_sent" -> What.SENT;
                    case "return_arrived" -> What.RETURNED;
                    case "return" -> heard.moneyBack() ? What.REFUNDED : What.RETURNED;
                    case "refund" -> What.REFUNDED;
                    default -> null;
                });
    }

    private record Order(String number, CustomerId head) {}

    private void act(List<Happening> all) {
        Map<Order, List<Happening>> orders =
                all.stream().collect(Collectors.groupingBy(one -> new Order(one.number(), one.head())));
        orders.forEach((_, known) -> {
            Optional<Happening> delivered = first(known, What.DELIVERED);
            Optional<Happening> refunded = first(known, What.REFUNDED);
            first(known, What.ORDERED)
                    .flatMap(ordered -> delivery(ordered, known))
                    .ifPresent(id -> delivered.ifPresent(came -> promises.keep(id, came.at(), By.RULE)));
            refund(known).ifPresent(id -> refunded.ifPresent(paid -> promises.keep(id, paid.at(), By.RULE)));
        });
    }

    private static Optional<Happening> first(List<Happening> known, What what) {
        return known.stream().filter(one -> one.what() == what).findFirst();
    }

    private Optional<PromiseId> delivery(Happening ordered, List<Happening> known) {
        String estimated = ordered.estimated();
        if (estimated == null) return Optional.empty();
        return deadline(estimated, firms.ours().zone())
                .flatMap(deadline -> make(
                        ordered,
                        known,
                        new Draft(
                                Whom.customer(ordered.customer()),
                                PromiseKind.DELIVERY,
                                "Delivery of order " + plain(ordered.number()),
                                deadline)));
    }

    /// Of proof that it was sent and its arrival what comes first begins, and never both.
    private Optional<PromiseId> refund(List<Happening> known) {
        Optional<Preset> preset = known.stream().findFirst().flatMap(one -> presets.onReturn(one.customer()));
        if (preset.isEmpty()) return Optional.empty();
        boolean sending = preset.get().starts() == Start.SENDING;
        return known.stream()
                .filter(one -> one.what() == What.RETURNED || (sending && one.what() == What.SENT))
                .findFirst()
                .flatMap(began -> make(
                        began,
                        known,
                        presets.draft(
                                preset.get(),
                                preset.get().what() + ", order " + plain(began.number()),
                                began.customer(),
                                began.at())));
    }

    /// The promise made of this, now or before; nothing where it can be none, as with a delivery before the order.
    private Optional<PromiseId> make(Happening from, List<Happening> known, Draft draft) {
        Optional<PromiseId> before = known.stream()
                .map(Happening::customer)
                .distinct()
                .flatMap(customer -> table.find(By.RULE.said(), reference(draft, from.number(), customer)).stream())
                .findFirst();
        if (before.isPresent()) return before;
        String reference = reference(draft, from.number(), from.customer());
        return switch (promises.make(draft.once(reference), from.at(), By.RULE)) {
            case Answer.Done(var id) -> Optional.of(id);
            case Answer.Before(var id) -> Optional.of(id);
            case Answer.Refused _, Answer.AsksManager _, Answer.Unknown _ -> Optional.empty();
        };
    }

    private static String reference(Draft draft, String number, CustomerId customer) {
        return draft.kind().key() + " " + plain(number) + " " + customer.value();
    }

    private static String plain(String number) {
        return number.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /// A moment as programs write it; a day alone means until its end where we are.
    static Optional<Deadline> deadline(String text, ZoneId zone) {
        String said = text.strip().replace(' ', 'T');
        try {
            if (said.length() == 10) return Optional.of(Deadline.endOf(LocalDate.parse(said), zone));
            boolean zoned = said.matches(".*(Z|z|[+-]\\d\\d:?\\d\\d)");
            Instant due = zoned
                    ? OffsetDateTime.parse(said.toUpperCase(Locale.ROOT)).toInstant()
                    : LocalDateTime.parse(said).atZone(zone).toInstant();
            return Optional.of(new Deadline(due, zone));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
