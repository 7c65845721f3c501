package valentine.transparency;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import valentine.vault.PersonalKeys;

/// Which personal key is whose; a key goes when its customer is erased.
@Component
class KeyRing {
    private static final String KEYS = """
            SELECT customer, key FROM transparency.personal_key WHERE customer = ANY (CAST(:profiles AS bigint[]))
            """;
    private static final String GIVE = """
            INSERT INTO transparency.personal_key (customer, key)
            SELECT given.customer, given.key
            FROM unnest(CAST(:profiles AS bigint[]), CAST(:keys AS bigint[])) AS given (customer, key)
            ON CONFLICT DO NOTHING
            """;
    private static final String LOSE = """
            WITH gone AS (
                DELETE FROM transparency.personal_key WHERE customer = ANY (CAST(:profiles AS bigint[])))
            DELETE FROM transparency.sensitive_value WHERE customer = ANY (CAST(:profiles AS bigint[]))
            """;
    private static final String DOOM = """
            WITH gone AS (
                DELETE FROM transparency.personal_key WHERE customer = ANY (CAST(:profiles AS bigint[])) RETURNING key)
            INSERT INTO transparency.doomed_key (key) SELECT key FROM gone ON CONFLICT DO NOTHING
            """;
    private static final String DOOMED = "SELECT key FROM transparency.doomed_key LIMIT 10000";
    private static final String DONE = "DELETE FROM transparency.doomed_key WHERE key = ANY (CAST(:keys AS bigint[]))";

    private final JdbcClient jdbc;
    private final PersonalKeys keys;

    KeyRing(JdbcClient jdbc, PersonalKeys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /// The keys of these profiles; who has none that can be read gets one, and what was under the old one goes.
    Map<Long, Long> of(Collection<Long> profiles) {
        Map<Long, Long> known = known(profiles);
        List<Long> lost = known.entrySet().stream()
                .filter(entry -> keys.isDestroyed(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!lost.isEmpty()) {
            jdbc.sql(LOSE).param("profiles", lost.toArray(Long[]::new)).update();
            lost.forEach(known::remove);
        }
        List<Long> without = profiles.stream()
                .distinct()
                .filter(profile -> !known.containsKey(profile))
                .toList();
        if (without.isEmpty()) return known;
        jdbc.sql(GIVE)
                .param("profiles", without.toArray(Long[]::new))
                .param("keys", keys.make(without.size()).toArray(Long[]::new))
                .update();
        return known(profiles);
    }

    Map<Long, Long> known(Collection<Long> profiles) {
        Map<Long, Long> known = new HashMap<>();
        jdbc.sql(KEYS)
                .param("profiles", profiles.stream().distinct().toArray(Long[]::new))
                .query(row -> {
                    known.put(row.getLong("customer"), row.getLong("key"));
                });
        return known;
    }

    /// Destroys the keys of these profiles when the transaction has ended well; if we stop just then, at the next
    /// start.
    @Transactional(propagation = Propagation.MANDATORY)
    int doom(Collection<Long> profiles) {
        int doomed =
                jdbc.sql(DOOM).param("profiles", profiles.toArray(Long[]::new)).update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                keys.destroy(doomed());
            }
        });
        return doomed;
    }

    /// Destroys what is doomed; twice does no harm.
    void destroyDoomed() {
        List<Long> all = doomed();
        if (all.isEmpty()) return;
        keys.destroy(all);
        jdbc.sql(DONE).param("keys", all.toArray(Long[]::new)).update();
    }

    private List<Long> doomed() {
        return jdbc.sql(DOOMED).query((row, _) -> row.getLong("key")).list();
    }
}
