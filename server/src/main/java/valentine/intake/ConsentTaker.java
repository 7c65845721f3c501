package valentine.intake;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import valentine.csv.Cells;
import valentine.csv.Field;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.csv.Refusal;
import valentine.csv.Row;
import valentine.csv.When;
import valentine.customer.Directory;
import valentine.customer.Directory.Known;
import valentine.customer.Handle;
import valentine.customer.Person;
import valentine.transparency.Channel;
import valentine.transparency.ConsentWord;
import valentine.transparency.Consents;
import valentine.transparency.PurposeKey;
import valentine.transparency.Purposes;
import valentine.transparency.Statement;

/// Takes what customers allowed and withdrew, a row each; a row that was taken before is a duplicate.
final class ConsentTaker implements Taker {
    private static final Field PURPOSE =
            Field.text("purpose", "Purpose", "purpose", "list", "topic", "zweck", "finalite");
    private static final Field WORD = Field.text(
            "said", "What was said", "said", "status", "consent", "state", "opt_in", "einwilligung", "consentement");
    private static final Field WORDING = Field.text("wording", "Wording shown", "wording", "text shown", "wortlaut");
    private static final Field PROOF = Field.text("proof", "Proof", "proof", "evidence", "source", "nachweis", "form");
    static final Kind KIND = new Kind(
            "consents",
            "Consents: what customers allowed or withdrew",
            "statements",
            List.of(Field.CUSTOMER, Field.DATE, PURPOSE, WORD, Field.CHANNEL, Field.EMAIL, WORDING, PROOF),
            List.of(Field.CUSTOMER, Field.DATE, PURPOSE, WORD));

    private static final String SOURCE = "a file of consents";
    private static final Set<String> YES = Set.of(
            "given",
            "yes",
            "y",
            "true",
            "1",
            "optin",
            "opted in",
            "subscribed",
            "granted",
            "accepted",
            "ja",
            "oui",
            "si");
    private static final Set<String> NO = Set.of(
            "withdrawn",
            "no",
            "n",
            "false",
            "0",
            "optout",
            "opted out",
            "unsubscribed",
            "revoked",
            "denied",
            "nein",
            "non");
    private static final Set<String> OBJECTION =
            Set.of("objected", "objection", "do not contact", "dnc", "widerspruch", "opposition");

    private final Cells.Plan plan;
    private final Ground ground;
    private final Directory directory;
    private final Consents consents;
    private final Set<String> purposes;

    ConsentTaker(Mapping mapping, Ground ground, Directory directory, Consents consents, Purposes purposes) {
        this.plan = new Cells.Plan(mapping);
        this.ground = ground;
        this.directory = directory;
        this.consents = consents;
        this.purposes =
                purposes.all().stream().map(purpose -> purpose.key().value()).collect(Collectors.toSet());
    }

    @Override
    public Taken read(Row row) {
        Cells cells = new Cells(plan, row);
        String customer = cells.customer();
        When at = cells.when(Field.DATE);
        String purpose = cells.text(PURPOSE).toLowerCase(Locale.ROOT).replaceAll("[ _]+", "-");
        if (!purposes.contains(purpose)) {
            cells.refuse(
                    PURPOSE,
                    "There is no purpose '" + Ground.cut(cells.text(PURPOSE), 60)
                            + "'. Register it under Settings, Purposes, first; known are "
                            + String.join(", ", purposes.stream().sorted().toList()) + ".");
        }
        Optional<ConsentWord> word = word(cells.text(WORD));
        if (word.isEmpty()) {
            cells.refuse(
                    WORD, "'" + Ground.cut(cells.text(WORD), 60) + "' says neither given, withdrawn nor objected.");
        }
        String by = cells.text(Field.CHANNEL);
        Optional<Channel> channel = by.isEmpty() ? Optional.of(Channel.ANY) : Channel.of(by);
        if (channel.isEmpty()) {
            cells.refuse(
                    Field.CHANNEL, "'" + Ground.cut(by, 60) + "' is no channel: email, sms, phone, post, chat, app.");
        }
        Refusal refusal = cells.refusal();
        if (refusal != null) return new Taken.Refused(refusal);
        if (at == null) throw new IllegalStateException("Nothing refused in record " + row.record());
        Ground.Place place = new Ground.Place(row.record(), row.line());
        Optional<Taken> impossible = ground.refuse(place, customer, at, "", null);
        if (impossible.isPresent()) return impossible.get();
        String handle = Ground.text(Handle.id(customer).orElseThrow());
        return new Taken.Aside(
                handle,
                List.of(
                        handle,
                        Long.toString(at.in(ground.zone()).toEpochMilli()),
                        purpose,
                        channel.orElseThrow().key(),
                        word.orElseThrow().key(),
                        cells.text(WORDING),
                        cells.text(PROOF),
                        cells.text(Field.EMAIL)));
    }

    @Override
    public Import.Tally take(Parts parts, int part) throws IOException {
        Map<Handle, Person> people = new LinkedHashMap<>();
        List<String[]> rows = new ArrayList<>();
        parts.read(part, texts -> {
            Handle handle = Ground.handle(texts[0]);
            people.merge(handle, new Person(handle, "", texts[7], "", "", Map.of()), Person::and);
            rows.add(texts);
        });
        Map<Handle, Known> customers = new HashMap<>(directory.resolve(people.values()));
        long stored = 0;
        long refused = 0;
        for (String[] texts : rows) {
            Known customer = customers.get(Ground.handle(texts[0]));
            // Somebody whom we were asked to forget.
            if (customer == null) refused++;
            else {
                switch (consents.say(statement(customer, texts))) {
                    case Consents.Kept.Said(boolean isNew) -> stored += isNew ? 1 : 0;
                    case Consents.Kept.Refused _ -> refused++;
                }
            }
        }
        long fresh = customers.values().stream().filter(Known::isNew).count();
        return new Import.Tally(0, stored, rows.size() - stored - refused, refused, stored, fresh);
    }

    private static Statement statement(Known customer, String[] texts) {
        return new Statement(
                customer.customer(),
                new PurposeKey(texts[2]),
                Channel.of(texts[3]).orElseThrow(),
                ConsentWord.of(texts[4]).orElseThrow(),
                Instant.ofEpochMilli(Long.parseLong(texts[1])),
                Statement.Origin.FILE,
                SOURCE,
                texts[5],
                texts[6]);
    }

    private static Optional<ConsentWord> word(String said) {
        String word = said.strip().toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
        if (YES.contains(word)) return Optional.of(ConsentWord.GIVEN);
        if (NO.contains(word)) return Optional.of(ConsentWord.WITHDRAWN);
        return OBJECTION.contains(word) ? Optional.of(ConsentWord.OBJECTED) : Optional.empty();
    }
}
