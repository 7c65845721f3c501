package valentine.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What was said about customers, what it comes to, and what was chosen where two were put together: sensitive traits
/// in it are sealed under the profile of which they were said.
@Component
class OpenTraits implements OpenPlace {
    private static final TypeReference<TreeMap<String, @Nullable Object>> VALUES = new TypeReference<>() {};
    private static final TypeReference<TreeMap<String, List<@Nullable Object>>> SAID = new TypeReference<>() {};
    private static final int TRUST = 0;
    private static final int DIGEST = 2;
    private static final int VALUE = 3;

    // Primary key.
    private static final String SOME = """
            SELECT id, traits, said FROM customer.customer WHERE id > :from ORDER BY id LIMIT :most FOR UPDATE
            """;
    private static final String LAST = "SELECT coalesce(max(id), 0) FROM customer.customer";
    // Primary key.
    private static final String STATEMENTS = """
            SELECT customer, at, trust, encode(digest, 'hex') AS digest, traits, source
            FROM customer.statement WHERE customer = ANY (CAST(:ids AS bigint[]))
            """;
    private static final String UNSAY = """
            DELETE FROM customer.statement
            WHERE customer = :customer AND at = :at AND trust = :trust AND digest = decode(:digest, 'hex')
            """;
    private static final String SAY = """
            INSERT INTO customer.statement (customer, at, trust, digest, traits, source)
            VALUES (:customer, :at, :trust, decode(:digest, 'hex'), CAST(:traits AS jsonb), :source)
            ON CONFLICT DO NOTHING
            """;
    private static final String SHOW = """
            UPDATE customer.customer SET traits = CAST(:traits AS jsonb), said = CAST(:said AS jsonb) WHERE id = :id
            """;
    // Index verdict_gone.
    private static final String CHOSEN = """
            SELECT id, gone, at, choices FROM customer.verdict
            WHERE gone = ANY (CAST(:ids AS bigint[])) AND choices <> '{}'
            """;
    private static final String CHOOSE = "UPDATE customer.verdict SET choices = CAST(:choices AS jsonb) WHERE id = :id";

    private final Discretion discretion;
    private final Identity identity;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    OpenTraits(Discretion discretion, Identity identity, JdbcClient jdbc, JsonMapper json) {
        this.discretion = discretion;
        this.identity = identity;
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Profile(long id, String traits, String said) {}

    private record Chosen(long id, long gone, Instant at, String choices) {}

    private record Statement(long customer, OffsetDateTime at, int trust, String digest, String traits, String source) {
        private static Statement of(ResultSet row) throws SQLException {
            return new Statement(
                    row.getLong("customer"),
                    row.getObject("at", OffsetDateTime.class),
                    row.getInt("trust"),
                    row.getString("digest"),
                    row.getString("traits"),
                    row.getString("source"));
        }
    }

    @Override
    public String key() {
        return "traits";
    }

    @Override
    public String what() {
        return "What was said about customers";
    }

    @Override
    public Step step(String kind, String from, int most) {
        // Who writes down what is said waits a moment: it reads what stands there, and writes it again.
        identity.lock();
        List<Profile> profiles = jdbc.sql(SOME)
                .param("from", from.isEmpty() ? 0 : Long.parseLong(from))
                .param("most", most)
                .query((row, _) -> new Profile(row.getLong("id"), row.getString("traits"), row.getString("said")))
                .list();
        if (profiles.isEmpty()) return new Step(null, 0, 0, 1);
        Long[] ids = profiles.stream().map(Profile::id).toArray(Long[]::new);
        Map<String, String> digests = new HashMap<>();
        long found = statements(kind, ids, digests);
        for (Profile profile : profiles) found += show(kind, profile, digests);
        found += choices(kind, ids);
        long end = profiles.getLast().id();
        long last = jdbc.sql(LAST).query((row, _) -> row.getLong(1)).single();
        return new Step(Long.toString(end), profiles.size(), found, (double) end / Math.max(end, last));
    }

    private long statements(String kind, Long[] ids, Map<String, String> digests) {
        long found = 0;
        for (Statement said : jdbc.sql(STATEMENTS)
                .param("ids", ids)
                .query((row, _) -> Statement.of(row))
                .list()) {
            Discretion.Sifted sifted = discretion.sift(json.readValue(said.traits(), VALUES), kind);
            if (sifted.taken().isEmpty()) continue;
            found += sifted.taken().size();
            keep(said.customer(), said.at().toInstant(), Trust.of(said.trust()), said.source(), sifted);
            SortedMap<String, @Nullable Object> open = Traits.clean(sifted.open());
            // By its old digest somebody could try out what was said.
            String digest = Traits.digest(open, json);
            digests.put(said.customer() + " " + said.digest(), digest);
            jdbc.sql(UNSAY)
                    .param("customer", said.customer())
                    .param("at", said.at())
                    .param("trust", said.trust())
                    .param("digest", said.digest())
                    .update();
            if (open.isEmpty()) continue;
            jdbc.sql(SAY)
                    .param("customer", said.customer())
                    .param("at", said.at())
                    .param("trust", said.trust())
                    .param("digest", digest)
                    .param("traits", json.writeValueAsString(open))
                    .param("source", said.source())
                    .update();
        }
        return found;
    }

    /// What all that was said comes to. Its values are those of statements: they are sealed by now, unless the
    /// statement
    /// is gone.
    private long show(String kind, Profile profile, Map<String, String> digests) {
        Discretion.Sifted shown = discretion.sift(json.readValue(profile.traits(), VALUES), kind);
        long found = shown.taken().size();
        boolean changed = !shown.taken().isEmpty();
        Map<String, List<@Nullable Object>> said = json.readValue(profile.said(), SAID);
        Map<String, List<@Nullable Object>> open = new TreeMap<>();
        for (Map.Entry<String, List<@Nullable Object>> word : said.entrySet()) {
            List<@Nullable Object> parts = new ArrayList<>(word.getValue());
            Map<String, @Nullable Object> value = new TreeMap<>();
            value.put(word.getKey(), parts.get(VALUE));
            Discretion.Sifted sifted = discretion.sift(value, kind);
            String digest = digests.get(profile.id() + " " + parts.get(DIGEST));
            changed |= !sifted.taken().isEmpty() || digest != null;
            if (!sifted.taken().isEmpty()) {
                found += sifted.taken().size();
                Trust trust = Trust.of(Integer.parseInt(String.valueOf(parts.get(TRUST))));
                Instant at = HandleTable.instant(Long.parseLong(String.valueOf(parts.get(1))));
                keep(profile.id(), at, trust, "before", sifted);
            }
            if (!sifted.open().containsKey(word.getKey())) continue;
            parts.set(VALUE, sifted.open().get(word.getKey()));
            if (digest != null) parts.set(DIGEST, digest);
            open.put(word.getKey(), parts);
        }
        if (changed) {
            jdbc.sql(SHOW)
                    .param("id", profile.id())
                    .param("traits", json.writeValueAsString(shown.open()))
                    .param("said", json.writeValueAsString(open))
                    .update();
        }
        return found;
    }

    private long choices(String kind, Long[] ids) {
        List<Chosen> all = jdbc.sql(CHOSEN)
                .param("ids", ids)
                .query((row, _) -> new Chosen(
                        row.getLong("id"),
                        row.getLong("gone"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("choices")))
                .list();
        long found = 0;
        for (Chosen one : all) {
            Discretion.Sifted sifted = discretion.sift(json.readValue(one.choices(), VALUES), kind);
            if (sifted.taken().isEmpty()) continue;
            found += sifted.taken().size();
            keep(one.gone(), one.at(), Trust.CHOSEN, "chosen by one of us", sifted);
            jdbc.sql(CHOOSE)
                    .param("id", one.id())
                    .param("choices", json.writeValueAsString(sifted.open()))
                    .update();
        }
        return found;
    }

    private void keep(long profile, Instant at, Trust trust, String source, Discretion.Sifted sifted) {
        discretion.keep(List.of(new Discretion.Kept(new CustomerId(profile), at, trust, source, sifted.taken())));
    }
}
