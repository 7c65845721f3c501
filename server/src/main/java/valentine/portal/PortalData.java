package valentine.portal;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Copy;
import valentine.customer.CustomerId;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;
import valentine.mail.Letters;

/// What we and the outbox keep of people.
@Configuration
class PortalData {
    @Bean
    PersonalData ownPageData(JdbcClient jdbc) {
        return new Holdings(
                "Visits to the own page and corrections",
                jdbc,
                List.of(
                        new Holding(
                                "corrections", """
                                SELECT field, said, asked_at, answer, answered_at
                                FROM portal.correction WHERE customer = ANY (:profiles) ORDER BY id
                                """, "DELETE FROM portal.correction WHERE customer = ANY (:profiles)"),
                        new Holding(
                                "links-to-the-own-page",
                                """
                                SELECT purpose, address, made_at, expires_at, used_at
                                FROM portal.link WHERE customer = ANY (:profiles) ORDER BY made_at
                                """,
                                "DELETE FROM portal.link WHERE customer = ANY (:profiles)"),
                        new Holding(
                                "visits-to-the-own-page",
                                """
                                SELECT began_at, expires_at
                                FROM portal.session WHERE customer = ANY (:profiles) ORDER BY began_at
                                """,
                                "DELETE FROM portal.session WHERE customer = ANY (:profiles)")));
    }

    /// The outbox stands before customers are known, so that we speak for it.
    @Bean
    PersonalData letterData(Letters letters) {
        return new PersonalData() {
            @Override
            public String part() {
                return "Letters";
            }

            @Override
            public long count(java.util.Collection<CustomerId> profiles) {
                return letters.count(numbers(profiles));
            }

            @Override
            public void export(java.util.Collection<CustomerId> profiles, Copy copy) {
                letters.all(numbers(profiles), letter -> copy.row("letters", letter));
            }

            @Override
            public long forget(java.util.Collection<CustomerId> profiles) {
                return letters.forget(numbers(profiles));
            }
        };
    }

    private static List<Long> numbers(java.util.Collection<CustomerId> profiles) {
        return profiles.stream().map(CustomerId::value).toList();
    }
}
