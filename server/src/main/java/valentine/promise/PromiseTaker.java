package valentine.promise;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import valentine.csv.Cells;
import valentine.csv.Field;
import valentine.csv.Mapping;
import valentine.csv.Refusal;
import valentine.csv.Row;
import valentine.csv.When;
import valentine.customer.AccountId;
import valentine.customer.Accounts;
import valentine.customer.Directory;
import valentine.customer.Directory.Known;
import valentine.customer.Handle;
import valentine.customer.Person;
import valentine.intake.Ground;
import valentine.intake.Import;
import valentine.intake.Parts;
import valentine.intake.RowDigest;
import valentine.intake.Taker;
import valentine.reading.PromiseKind;

/// Takes promises to customers and companies, a row each: once by their reference and to whom they were made, or by all
/// a row says where it has none.
///
/// A row that comes again with the day on which it was kept keeps the promise that was open.
final class PromiseTaker implements Taker {
    private static final int LONGEST_ACCOUNT = 200;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern CANCELLED = Pattern.compile("(?i)cancel|withdrawn|unavailable|storn|annul");

    private final Cells.Plan plan;
    private final RowDigest digest;
    private final Ground ground;
    private final Directory directory;
    private final Accounts accounts;
    private final Map<String, Long> members;
    private final BulkWriting writing;
    private final PromiseKind usual;

    PromiseTaker(
            Mapping mapping,
            Ground ground,
            Directory directory,
            Accounts accounts,
            Map<String, Long> members,
            BulkWriting writing) {
        this.plan = new Cells.Plan(mapping);
        this.digest = new RowDigest(mapping);
        this.ground = ground;
        this.directory = directory;
        this.accounts = accounts;
        this.members = members;
        this.writing = writing;
        this.usual = usual(mapping);
    }

    @Override
    public Taken read(Row row) {
        Cells cells = new Cells(plan, row);
        String account = clean(cells.text(PromiseColumns.ACCOUNT), LONGEST_ACCOUNT);
        // Where a company is named, the person among its people may be left open.
        boolean alone = !account.isEmpty() && cells.text(Field.CUSTOMER).isEmpty();
        String customer = alone ? "" : cells.customer();
        Instant due = due(cells);
        Instant done = moment(cells.when(PromiseColumns.DONE));
        Instant made = moment(cells.when(PromiseColumns.MADE));
        Optional<PromiseKind> kind = kind(cells);
        Optional<Long> owner = owner(cells);
        BigDecimal amount = cells.number(Field.AMOUNT);
        String currency = cells.currency();
        Refusal refusal = cells.refusal();
        if (refusal != null) return new Taken.Refused(refusal);
        if (due == null) throw new IllegalStateException("Nothing refused in record " + row.record());
        Ground.Place place = new Ground.Place(row.record(), row.line());
        String reference = cells.id(PromiseColumns.REFERENCE);
        When latest = new When.Exact(done == null ? made == null ? ground.now() : made : done);
        Optional<Taken> impossible = alone
                ? ground.refuse(place, latest, reference, amount)
                : ground.refuse(place, customer, latest, reference, amount);
        if (impossible.isPresent()) return impossible.get();
        if (!account.isEmpty() && !Accounts.isName(account)) {
            return place.refuse(account, "The account has no name: it needs a letter or a digit.");
        }
        if (amount != null && amount.signum() < 0) return place.refuse(amount.toString(), "The sum is negative.");
        if (made != null && !made.isBefore(due)) {
            return place.refuse(made.toString(), "It was due before it was promised: are the two columns mixed up?");
        }
        return aside(
                row,
                cells,
                new Told(customer, account, reference, due, made, done, kind.orElse(usual), owner, amount, currency));
    }

    private record Told(
            String customer,
            String account,
            String reference,
            Instant due,
            @Nullable Instant made,
            @Nullable Instant done,
            PromiseKind kind,
            Optional<Long> owner,
            @Nullable BigDecimal amount,
            String currency) {}

    private Taken aside(Row row, Cells cells, Told told) {
        Handle customer =
                told.customer().isEmpty() ? null : Handle.id(told.customer()).orElseThrow();
        String whom = customer == null ? "\t" + told.account().toLowerCase(Locale.ROOT) : Ground.text(customer);
        String reference = told.reference().isEmpty()
                ? digest.of(row, whom, told.kind().key(), told.due().toString(), cells.text(PromiseColumns.WHAT))
                : clean(told.reference(), Ground.LONGEST_ID) + "\t" + (customer == null ? whom : customer.value());
        String what = clean(cells.text(PromiseColumns.WHAT), Draft.LONGEST_WHAT);
        FilePromise promise = new FilePromise(
                reference,
                customer,
                told.account(),
                told.kind(),
                what.isEmpty() ? (told.kind().label() + " " + told.reference()).strip() : what,
                told.due(),
                made(told),
                told.done(),
                CANCELLED.matcher(cells.text(PromiseColumns.STATUS)).find(),
                told.owner().orElse(null),
                clean(cells.text(PromiseColumns.BRANCH), Draft.LONGEST_WORD),
                clean(cells.text(Field.CHANNEL), Draft.LONGEST_WORD),
                told.amount(),
                told.amount() == null ? "" : told.currency().isEmpty() ? ground.currency() : told.currency());
        return new Taken.Aside(reference, promise.texts());
    }

    @Override
    public Import.Tally take(Parts parts, int part) throws IOException {
        Map<String, FilePromise> rows = new LinkedHashMap<>();
        long[] read = new long[1];
        parts.read(part, texts -> {
            FilePromise promise = FilePromise.of(texts);
            // Of two rows about one promise the one that says when it was kept says more.
            rows.merge(promise.reference(), promise, (before, now) -> before.done() == null ? now : before);
            read[0]++;
        });
        Map<String, BulkWriting.Known> known = writing.known(rows.keySet());
        List<FilePromise> fresh = rows.values().stream()
                .filter(promise -> !known.containsKey(promise.reference()))
                .toList();
        Map<Handle, Known> customers = directory.resolve(people(fresh).values());
        Map<String, AccountId> companies =
                accounts.named(fresh.stream().map(FilePromise::account).collect(Collectors.toSet()));
        // Who asked to be forgotten is left out.
        List<BulkWriting.Fresh> taken = fresh.stream()
                .flatMap(promise ->
                        whom(promise, customers, companies).stream().map(whom -> new BulkWriting.Fresh(promise, whom)))
                .toList();
        long refused = (long) fresh.size() - taken.size();
        long facts = writing.add(taken, ground.zone(), ground.now());
        List<BulkWriting.Ended> ended = new ArrayList<>();
        known.forEach((reference, before) -> {
            FilePromise promise = rows.get(reference);
            Outcome outcome = promise == null ? null : promise.outcome(ground.now());
            if (promise != null && outcome != null && before.open()) {
                ended.add(new BulkWriting.Ended(before.id(), before.customer(), promise, outcome));
            }
        });
        facts += writing.end(ended, ground.zone(), ground.now());
        long stored = (long) taken.size() + ended.size();
        long newcomers = customers.values().stream().filter(Known::isNew).count();
        return new Import.Tally(0, stored, read[0] - stored - refused, refused, facts, newcomers);
    }

    private static Map<Handle, Person> people(List<FilePromise> promises) {
        Map<Handle, Person> people = new HashMap<>();
        for (FilePromise promise : promises) {
            Handle customer = promise.customer();
            if (customer != null) people.putIfAbsent(customer, new Person(customer, "", "", "", "", Map.of()));
        }
        return people;
    }

    private static Optional<Whom> whom(
            FilePromise promise, Map<Handle, Known> customers, Map<String, AccountId> companies) {
        AccountId account = companies.get(promise.account());
        Handle customer = promise.customer();
        if (customer == null) return account == null ? Optional.empty() : Optional.of(Whom.account(account));
        Known known = customers.get(customer);
        return known == null ? Optional.empty() : Optional.of(new Whom(known.customer(), account));
    }

    /// A day alone means until its end.
    private @Nullable Instant due(Cells cells) {
        When when = cells.when(PromiseColumns.DUE);
        if (when == null) {
            cells.refuse(PromiseColumns.DUE, "The row does not say until when it was promised.");
            return null;
        }
        return when instanceof When.Local(var time) && time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? Deadline.endOf(time.toLocalDate(), ground.zone()).due()
                : when.in(ground.zone());
    }

    private @Nullable Instant moment(@Nullable When when) {
        return when == null ? null : when.in(ground.zone());
    }

    /// Where the file does not say when it was promised: not after anything that it tells.
    private Instant made(Told told) {
        Instant made = told.made();
        if (made != null) return made;
        Instant done = told.done();
        return Stream.of(told.due(), done == null ? ground.now() : done, ground.now())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private Optional<PromiseKind> kind(Cells cells) {
        String word = cells.text(PromiseColumns.KIND);
        if (word.isEmpty()) return Optional.empty();
        String key = word.toLowerCase(Locale.ROOT).strip().replaceAll("[\\s-]+", "_");
        Optional<PromiseKind> kind = PromiseKind.of(key.equals("callback") ? "call_back" : key);
        if (kind.isEmpty()) {
            String kinds = Stream.of(PromiseKind.values()).map(PromiseKind::key).collect(Collectors.joining(", "));
            cells.refuse(
                    PromiseColumns.KIND,
                    "'" + Ground.cut(word, 60) + "' is no kind of promise. Use one of " + kinds + ".");
        }
        return kind;
    }

    private Optional<Long> owner(Cells cells) {
        String word = cells.text(PromiseColumns.OWNER);
        if (word.isEmpty()) return Optional.empty();
        Long member = members.get(word.toLowerCase(Locale.ROOT));
        if (member == null) {
            cells.refuse(
                    PromiseColumns.OWNER,
                    "Nobody who works here is '" + Ground.cut(word, 60)
                            + "'. Write a member's e-mail address or name, or leave the column out with owner=.");
        }
        return Optional.ofNullable(member);
    }

    /// What a row is about where no column tells: the name of its date does.
    private static PromiseKind usual(Mapping mapping) {
        String name = mapping.column(PromiseColumns.DUE).isPresent()
                ? mapping.header()
                        .get(mapping.column(PromiseColumns.DUE).getAsInt())
                        .toLowerCase(Locale.ROOT)
                : "";
        if (name.matches(".*(deliver|liefer|livrai|entreg|conseg|lever|ship).*")) return PromiseKind.DELIVERY;
        return name.contains("refund") ? PromiseKind.REFUND : PromiseKind.OTHER;
    }

    private static String clean(String text, int longest) {
        return Ground.cut(CONTROL.matcher(text).replaceAll(" ").strip(), longest);
    }
}
