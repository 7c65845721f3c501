package valentine.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.db.Backup;
import valentine.db.Database;
import valentine.db.TestDatabase;

class BackupWhileScoringTest {
    private static final int CUSTOMERS = 60;

    @AutoClose
    private final TestDatabase database = TestDatabase.create();

    @AutoClose
    private final ConfigurableApplicationContext context = database.context();

    @Test
    void a_backup_taken_while_everybody_is_scored_anew_holds_every_standing(@TempDir Path folder) throws Exception {
        new Till(database.jdbc()).shop(CUSTOMERS);
        Scores scores = context.getBean(Scores.class);
        scores.everybody();
        long standings = standings(database);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> scoring = CompletableFuture.runAsync(() -> {
            while (!over.get()) scores.everybody();
        });
        for (int i = 0; i < 10; i++) Backup.write(database.open(), folder.resolve(i + ".zip"));
        over.set(true);
        scoring.join();

        for (int i = 0; i < 10; i += 3) {
            try (TestDatabase elsewhere = TestDatabase.create();
                    Database open = elsewhere.open()) {
                Backup.restore(open, folder.resolve(i + ".zip"));
                assertThat(standings(elsewhere)).isEqualTo(standings);
            }
        }
    }

    private static long standings(TestDatabase where) {
        return where.jdbc()
                .sql("SELECT count(*) FROM health.standing")
                .query(Long.class)
                .single();
    }
}
