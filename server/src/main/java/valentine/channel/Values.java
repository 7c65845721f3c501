package valentine.channel;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import valentine.customer.CustomerId;
import valentine.customer.Identity;
import valentine.team.Firms;
import valentine.team.MemberId;
import valentine.team.Members;

/// What fills the gaps of a [Wording] for a customer.
@Service
public class Values {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    /// What we call somebody whose name we do not know.
    private static final Pattern NAMELESS = Pattern.compile(".*@.*|\\+?\\d+|(Customer|Visitor) .*");

    // The primary key of customers.
    private static final String PERSON = """
            SELECT name, company, coalesce(traits ->> 'first_name', traits ->> 'firstName', '') AS first
            FROM customer.person WHERE customer = :head
            """;

    private final JdbcClient jdbc;
    private final Identity identity;
    private final Firms firms;
    private final Members members;
    private final Clock clock;

    Values(JdbcClient jdbc, Identity identity, Firms firms, Members members, Clock clock) {
        this.jdbc = jdbc;
        this.identity = identity;
        this.firms = firms;
        this.members = members;
        this.clock = clock;
    }

    /// What we know; a value is empty where we do not.
    ///
    /// @param writer who writes, if anybody does
    public Map<Wording.Gap, String> of(CustomerId customer, @Nullable MemberId writer) {
        Map<Wording.Gap, String> values = new EnumMap<>(Wording.Gap.class);
        jdbc.sql(PERSON).param("head", identity.headOf(customer).value()).query(row -> {
            String name = row.getString("name").strip();
            boolean nameless = NAMELESS.matcher(name).matches();
            String first = row.getString("first");
            values.put(Wording.Gap.CUSTOMER_NAME, nameless ? "" : name);
            values.put(Wording.Gap.CUSTOMER_FIRST_NAME, !first.isBlank() ? first : nameless ? "" : first(name));
            values.put(Wording.Gap.CUSTOMER_COMPANY, row.getString("company"));
        });
        String member = writer == null ? "" : members.names().getOrDefault(writer, "");
        values.put(Wording.Gap.MEMBER_NAME, member);
        values.put(Wording.Gap.MEMBER_FIRST_NAME, first(member));
        values.put(Wording.Gap.FIRM_NAME, firms.ours().name());
        values.put(
                Wording.Gap.TODAY,
                DAY.format(LocalDate.ofInstant(clock.instant(), firms.ours().zone())));
        return values;
    }

    private static String first(String name) {
        int gap = name.indexOf(' ');
        return gap < 0 ? name : name.substring(0, gap);
    }
}
