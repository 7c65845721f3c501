package valentine.promise;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Ageing;
import valentine.customer.OldRows;

/// Promises that ended long ago, with how they ended.
@Configuration
class OldPromises {
    // Indexes ending_kept and ending_other.
    private static final String COUNT = "SELECT count(*) FROM promise.ending WHERE at < :before";
    // What was promised in place of one that goes stands for itself from then on.
    private static final String FORGET = """
            WITH old AS MATERIALIZED (
                SELECT promise FROM promise.ending WHERE at < :before ORDER BY at LIMIT :most),
            parted AS (
                UPDATE promise.promise SET instead_of = NULL
                WHERE instead_of IN (SELECT promise FROM old) AND id NOT IN (SELECT promise FROM old)),
            notices AS (DELETE FROM promise.notice WHERE promise IN (SELECT promise FROM old)),
            opened AS (DELETE FROM promise.open WHERE promise IN (SELECT promise FROM old)),
            endings AS (DELETE FROM promise.ending WHERE promise IN (SELECT promise FROM old))
            DELETE FROM promise.promise WHERE id IN (SELECT promise FROM old)
            """;

    @Bean
    Ageing promisesOfOld(JdbcClient jdbc) {
        return new OldRows(
                "promises", "Promises that ended; how many were kept is told without them", jdbc, COUNT, FORGET);
    }
}
