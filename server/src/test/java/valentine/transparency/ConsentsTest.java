package valentine.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.customer.Evidence;
import valentine.customer.Handle;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.customer.Merges;
import valentine.customer.Trust;
import valentine.customer.Verdict;
import valentine.db.TestDatabase;
import valentine.transparency.Allowed.Why;
import valentine.transparency.Statement.Origin;

class ConsentsTest {
    private static final int LIVES = Integer.getInteger("valentine.lives", 5_000);
    private static final int BATCH = 250;
    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final PurposeKey NEWS = new PurposeKey("newsletter");
    private static final PurposeKey OFFERS = new PurposeKey("offers");
    private static final PurposeKey BIRTHDAY = new PurposeKey("birthday");

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext context = database.context();

    private static int people;

    private final Consents consents = context.getBean(Consents.class);
    private final Identity identity = context.getBean(Identity.class);
    private final Merges merges = context.getBean(Merges.class);

    @Test
    void nobody_is_written_to_before_he_allowed_it_and_nobody_after_he_withdrew() {
        CustomerId anna = somebody();
        assertThat(may(anna, NEWS)).isEqualTo(Why.NEVER_ASKED);

        say(anna, NEWS, Channel.EMAIL, ConsentWord.GIVEN, 1, Origin.FILE);
        assertThat(may(anna, NEWS)).isNull();
        assertThat(consents.may(anna, NEWS, Channel.SMS)).isEqualTo(new Allowed.No(Why.NEVER_ASKED));

        say(anna, NEWS, Channel.ANY, ConsentWord.WITHDRAWN, 2, Origin.PROGRAM);
        assertThat(may(anna, NEWS)).isEqualTo(Why.WITHDRAWN);
    }

    @Test
    void another_ground_needs_no_consent_and_what_does_not_exist_is_never_allowed() {
        CustomerId anna = somebody();

        assertThat(may(anna, Purposes.SERVICE)).isNull();
        assertThat(may(anna, OFFERS)).isNull();
        assertThat(may(anna, new PurposeKey("nothing"))).isEqualTo(Why.NO_PURPOSE);
        assertThat(may(new CustomerId(987_654_321), OFFERS)).isEqualTo(Why.UNKNOWN);
    }

    @Test
    void an_objection_to_marketing_ends_all_of_it_until_the_person_himself_says_otherwise() {
        CustomerId anna = somebody();
        say(anna, NEWS, Channel.EMAIL, ConsentWord.GIVEN, 1, Origin.CUSTOMER);
        say(anna, OFFERS, Channel.ANY, ConsentWord.OBJECTED, 2, Origin.CUSTOMER);
        assertThat(may(anna, NEWS)).isEqualTo(Why.OBJECTED_TO_MARKETING);
        assertThat(may(anna, OFFERS)).isEqualTo(Why.OBJECTED_TO_MARKETING);

        say(anna, NEWS, Channel.EMAIL, ConsentWord.GIVEN, 3, Origin.FILE);
        assertThat(may(anna, NEWS)).isEqualTo(Why.OBJECTED_TO_MARKETING);

        say(anna, NEWS, Channel.EMAIL, ConsentWord.GIVEN, 4, Origin.CUSTOMER);
        assertThat(may(anna, NEWS)).isNull();
        assertThat(may(anna, OFFERS)).isEqualTo(Why.OBJECTED_TO_MARKETING);
    }

    @Test
    void the_no_of_one_profile_binds_the_whole_customer_and_parting_gives_each_his_own_word_again() {
        CustomerId anna = somebody();
        CustomerId ann = somebody();
        say(anna, NEWS, Channel.EMAIL, ConsentWord.GIVEN, 5, Origin.PROGRAM);
        say(ann, NEWS, Channel.EMAIL, ConsentWord.WITHDRAWN, 1, Origin.PROGRAM);

        Verdict merged = merges.same(anna, ann, Evidence.of("the same"), null, Map.of());
        assertThat(may(anna, NEWS)).isEqualTo(Why.WITHDRAWN);
        assertThat(may(ann, NEWS)).isEqualTo(Why.WITHDRAWN);
        say(anna, NEWS, Channel.EMAIL, ConsentWord.GIVEN, 6, Origin.CUSTOMER);
        assertThat(may(anna, NEWS)).isNull();
        assertThat(consents.said(anna, 10)).hasSize(3);

        merges.undo(((Verdict.Given) merged).id(), null);
        assertThat(may(anna, NEWS)).isNull();
        assertThat(may(ann, NEWS)).isEqualTo(Why.WITHDRAWN);
    }

    @Test
    void what_is_said_again_changes_nothing_and_what_lies_in_the_future_is_refused() {
        CustomerId anna = somebody();
        Statement said = statement(anna, NEWS, Channel.EMAIL, ConsentWord.GIVEN, 1, Origin.FILE);

        assertThat(consents.say(said)).isEqualTo(new Consents.Kept.Said(true));
        assertThat(consents.say(said)).isEqualTo(new Consents.Kept.Said(false));
        assertThat(consents.said(anna, 10)).hasSize(1);
        assertThat(consents.say(statement(anna, NEWS, Channel.EMAIL, ConsentWord.GIVEN, 100_000_000, Origin.FILE)))
                .isInstanceOf(Consents.Kept.Refused.class);
    }

    @Test
    void any_order_of_arrival_ends_the_same() {
        for (int seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Said> words = words(random, 8, 1);
            CustomerId one = somebody();
            CustomerId other = somebody();
            List<Said> shuffled = new ArrayList<>(words);
            Collections.shuffle(shuffled, new Random(seed));
            words.forEach(word -> say(one, word));
            shuffled.forEach(word -> say(other, word));

            for (PurposeKey purpose : List.of(NEWS, OFFERS, BIRTHDAY)) {
                Why wanted = model(words, purpose, Channel.EMAIL);
                assertThat(may(one, purpose)).as("seed %d, %s", seed, purpose).isEqualTo(wanted);
                assertThat(may(other, purpose)).as("seed %d, %s", seed, purpose).isEqualTo(wanted);
            }
        }
    }

    @Test
    void thousands_of_random_lives_are_answered_from_the_database_by_the_same_rule() {
        SplittableRandom random = new SplittableRandom(5_000);
        TransactionTemplate batch = context.getBean(TransactionTemplate.class);
        List<String> wrong = new ArrayList<>();
        for (int done = 0; done < LIVES; done += BATCH) {
            batch.executeWithoutResult(_ -> {
                List<Mention> mentions = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) mentions.add(mention());
                for (CustomerId somebody : identity.resolve(mentions)) {
                    List<Said> words = words(random, random.nextInt(6), 1);
                    words.forEach(word -> say(somebody, word));
                    PurposeKey purpose = List.of(NEWS, OFFERS, BIRTHDAY).get(random.nextInt(3));
                    if (may(somebody, purpose) != model(words, purpose, Channel.EMAIL))
                        wrong.add(words + " " + purpose);
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    /// The rule against a model that knows only lists of words.
    @Test
    void in_a_million_random_lives_nobody_is_written_to_against_his_word() {
        SplittableRandom random = new SplittableRandom(20_260_302);
        List<PurposeKey> purposes = List.of(NEWS, OFFERS, BIRTHDAY);
        Map<@Nullable Why, Integer> seen = new HashMap<>();
        int wrong = 0;
        for (int life = 0; life < 1_000_000; life++) {
            List<Said> words = words(random, random.nextInt(7), 3);
            PurposeKey purpose = purposes.get(random.nextInt(3));
            Channel channel = random.nextBoolean() ? Channel.EMAIL : Channel.SMS;
            Why wanted = model(words, purpose, channel);
            Basis basis = purpose.equals(OFFERS) ? Basis.INTEREST : Basis.CONSENT;
            Allowed allowed = Standing.decide(basis, !purpose.equals(BIRTHDAY), standings(words, purpose, channel));
            if (wanted != (allowed instanceof Allowed.No no ? no.why() : null)) wrong++;
            seen.merge(wanted, 1, Integer::sum);
        }
        assertThat(wrong).isZero();
        assertThat(seen).hasSize(4);
        assertThat(seen.values()).allMatch(count -> count > 10_000);
    }

    private record Said(int profile, PurposeKey purpose, Channel channel, ConsentWord word, int second, Origin origin) {
        boolean isInPerson() {
            return origin == Origin.CUSTOMER || origin == Origin.MEMBER;
        }
    }

    private static List<Said> words(SplittableRandom random, int count, int profiles) {
        List<Said> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(new Said(
                    random.nextInt(profiles),
                    List.of(NEWS, OFFERS, BIRTHDAY).get(random.nextInt(3)),
                    List.of(Channel.EMAIL, Channel.SMS, Channel.ANY).get(random.nextInt(3)),
                    ConsentWord.values()[random.nextInt(3)],
                    random.nextInt(6),
                    Origin.values()[random.nextInt(4)]));
        }
        return words;
    }

    /// Word by word: every *no* that concerns what is asked must have been ended by a later *yes* that may end it.
    private static @Nullable Why model(List<Said> words, PurposeKey asked, Channel channel) {
        boolean marketing = !asked.equals(BIRTHDAY);
        boolean consent = !asked.equals(OFFERS);
        List<Said> heard = words.stream()
                .filter(word -> word.channel() == channel || word.channel() == Channel.ANY)
                .toList();
        Why why = null;
        for (Said no : heard) {
            if (no.word() == ConsentWord.GIVEN) continue;
            boolean ofThis = no.purpose().equals(asked);
            boolean objection = no.word() == ConsentWord.OBJECTED
                    && marketing
                    && !no.purpose().equals(BIRTHDAY);
            boolean toInterest = !consent && ofThis;
            boolean toConsent = consent && ofThis;
            if ((objection || toInterest) && !isEnded(no, heard, asked, false)) return Why.OBJECTED_TO_MARKETING;
            if (toConsent && !isEnded(no, heard, asked, true)) why = Why.WITHDRAWN;
        }
        if (why != null || !consent) return why;
        return heard.stream()
                        .anyMatch(word -> word.word() == ConsentWord.GIVEN
                                && word.purpose().equals(asked))
                ? null
                : Why.NEVER_ASKED;
    }

    private static boolean isEnded(Said no, List<Said> heard, PurposeKey asked, boolean byOwnProfile) {
        return heard.stream()
                .filter(yes -> yes.word() == ConsentWord.GIVEN && yes.purpose().equals(asked))
                .filter(yes -> yes.second() > no.second())
                .anyMatch(yes -> yes.isInPerson() || (byOwnProfile && yes.profile() == no.profile()));
    }

    private static List<Standing> standings(List<Said> words, PurposeKey asked, Channel channel) {
        Map<String, Standing> all = new HashMap<>();
        for (Said word : words) {
            boolean ofThis = word.purpose().equals(asked);
            boolean marketing = !word.purpose().equals(BIRTHDAY);
            if ((!ofThis && !marketing) || (word.channel() != channel && word.channel() != Channel.ANY)) continue;
            Instant at = MONDAY.plusSeconds(word.second());
            boolean given = word.word() == ConsentWord.GIVEN;
            all.merge(
                    word.profile() + word.purpose().value() + word.channel(),
                    new Standing(
                            word.profile(),
                            ofThis,
                            given ? at : null,
                            given && word.isInPerson() ? at : null,
                            word.word() == ConsentWord.WITHDRAWN ? at : null,
                            word.word() == ConsentWord.OBJECTED ? at : null),
                    (one, other) -> new Standing(
                            one.profile(),
                            one.ofThis(),
                            later(one.given(), other.given()),
                            later(one.inPerson(), other.inPerson()),
                            later(one.withdrawn(), other.withdrawn()),
                            later(one.objected(), other.objected())));
        }
        return List.copyOf(all.values());
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) return one == null ? other : one;
        return one.isAfter(other) ? one : other;
    }

    private @Nullable Why may(CustomerId customer, PurposeKey purpose) {
        return consents.may(customer, purpose, Channel.EMAIL) instanceof Allowed.No(Why why) ? why : null;
    }

    private void say(CustomerId customer, Said word) {
        say(customer, word.purpose(), word.channel(), word.word(), word.second(), word.origin());
    }

    private void say(
            CustomerId customer, PurposeKey purpose, Channel channel, ConsentWord word, int second, Origin origin) {
        assertThat(consents.say(statement(customer, purpose, channel, word, second, origin)))
                .isInstanceOf(Consents.Kept.Said.class);
    }

    private static Statement statement(
            CustomerId customer, PurposeKey purpose, Channel channel, ConsentWord word, int second, Origin origin) {
        return new Statement(
                customer, purpose, channel, word, MONDAY.plusSeconds(second), origin, "a test", "May we?", "form 7");
    }

    private CustomerId somebody() {
        return identity.resolve(List.of(mention())).getFirst();
    }

    private static Mention mention() {
        people++;
        return new Mention(
                List.of(new Handle(Handle.Kind.EXTERNAL, "C-" + people)), Map.of(), MONDAY, Trust.SAID, "a test");
    }
}
