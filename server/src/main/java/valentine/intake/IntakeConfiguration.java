package valentine.intake;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;
import valentine.csv.Kind;
import valentine.customer.CustomerId;
import valentine.customer.Directory;
import valentine.history.Log;
import valentine.transparency.Consents;
import valentine.transparency.Purposes;
import valentine.vault.Vault;

/// The kinds of files that every firm has.
@Configuration
class IntakeConfiguration {
    @Bean
    @Order(1)
    FileKind orderFiles(Directory directory, Log log, JsonMapper json) {
        return new FileKind(Kind.ORDERS, (_, mapping, ground) -> new OrderTaker(mapping, ground, directory, log, json));
    }

    @Bean
    @Order(2)
    FileKind customerFiles(Directory directory, JsonMapper json, Vault vault, List<ImportReviewer> reviewers) {
        return new FileKind(
                Kind.CUSTOMERS,
                (id, mapping, ground) ->
                        new CustomerTaker(mapping, ground, directory, json, vault, stored(id, reviewers)));
    }

    @Bean
    @Order(3)
    FileKind interactionFiles(Directory directory, Log log, JsonMapper json) {
        return new FileKind(
                Kind.INTERACTIONS, (_, mapping, ground) -> new InteractionTaker(mapping, ground, directory, log, json));
    }

    @Bean
    @Order(4)
    FileKind consentFiles(Directory directory, Consents consents, Purposes purposes) {
        return new FileKind(
                ConsentTaker.KIND,
                (_, mapping, ground) -> new ConsentTaker(mapping, ground, directory, consents, purposes));
    }

    private static Consumer<Collection<CustomerId>> stored(ImportId id, List<ImportReviewer> reviewers) {
        return customers -> reviewers.forEach(reviewer -> reviewer.stored(id, customers));
    }
}
