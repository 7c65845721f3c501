package valentine.transparency;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.Copy;
import valentine.customer.CustomerId;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.Identity;
import valentine.customer.PersonalData;

/// What we keep here of people: what they allow, who looked, and their sensitive fields, which go with their keys.
@Component
class TransparencyData implements PersonalData {
    private static final String COUNT = """
            SELECT count(*) FROM transparency.sensitive_value WHERE customer = ANY (CAST(:profiles AS bigint[]))
            """;
    private static final String FORGET = """
            DELETE FROM transparency.sensitive_value WHERE customer = ANY (CAST(:profiles AS bigint[]))
            """;

    private final Holdings open;
    private final SensitiveFields fields;
    private final KeyRing ring;
    private final Identity identity;
    private final JdbcClient jdbc;

    TransparencyData(SensitiveFields fields, KeyRing ring, Identity identity, JdbcClient jdbc) {
        this.fields = fields;
        this.ring = ring;
        this.identity = identity;
        this.jdbc = jdbc;
        this.open = new Holdings(part(), jdbc, holdings());
    }

    @Override
    public String part() {
        return "What you allow, who looked, and sensitive fields";
    }

    @Override
    public long count(Collection<CustomerId> profiles) {
        return open.count(profiles)
                + jdbc.sql(COUNT)
                        .param("profiles", values(profiles))
                        .query((row, _) -> row.getLong(1))
                        .single();
    }

    @Override
    public void export(Collection<CustomerId> profiles, Copy copy) {
        open.export(profiles, copy);
        profiles.stream()
                .map(identity::headOf)
                .distinct()
                .forEach(head -> fields.forHimself(head).forEach((kind, text) -> {
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    row.put("field", kind.label());
                    row.put("value", text);
                    copy.row("sensitive-fields", row);
                }));
    }

    @Override
    public long forget(Collection<CustomerId> profiles) {
        ring.doom(profiles.stream().map(CustomerId::value).toList());
        return open.forget(profiles)
                + jdbc.sql(FORGET).param("profiles", values(profiles)).update();
    }

    private static Long[] values(Collection<CustomerId> profiles) {
        return profiles.stream().map(CustomerId::value).distinct().toArray(Long[]::new);
    }

    private static List<Holding> holdings() {
        return List.of(
                new Holding("consents", """
                        SELECT p.name AS purpose, c.channel, c.word AS said, c.at, c.received_at AS received,
                               c.origin, c.wording, c.proof
                        FROM transparency.consent c JOIN transparency.purpose p ON p.id = c.purpose
                        WHERE c.customer = ANY (:profiles)
                        ORDER BY c.at, c.id
                        """, "DELETE FROM transparency.consent WHERE customer = ANY (:profiles)"),
                new Holding(
                        "consent-standings",
                        """
                        SELECT p.name AS purpose, s.channel, s.given_at AS given, s.withdrawn_at AS withdrawn,
                               s.objected_at AS objected
                        FROM transparency.consent_standing s JOIN transparency.purpose p ON p.id = s.purpose
                        WHERE s.customer = ANY (:profiles)
                        ORDER BY p.name, s.channel
                        """,
                        "DELETE FROM transparency.consent_standing WHERE customer = ANY (:profiles)"),
                new Holding("data-uses", """
                        SELECT u.at, u.act, u.categories, u.purpose, u.reason
                        FROM transparency.data_use u
                        WHERE u.customer = ANY (:profiles)
                        ORDER BY u.id
                        """, "DELETE FROM transparency.data_use WHERE customer = ANY (:profiles)"));
    }
}
