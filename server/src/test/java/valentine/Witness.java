package valentine;

import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.db.Migrations;

/// Sees every row that is written, changed or deleted in any table of ours, also when it is put back afterwards.
///
/// Work that goes on by itself is left out: the scheduler, scores, comparisons, and the places that followers have
/// reached.
final class Witness {
    private static final Set<String> BUSY = Set.of("db", "duplicate", "health", "proof");

    private final JdbcClient jdbc;

    Witness(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void install() {
        jdbc.sql("CREATE TABLE public.witnessed (at bigint GENERATED ALWAYS AS IDENTITY, what text NOT NULL)")
                .update();
        jdbc.sql("""
                        CREATE FUNCTION public.witness() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            INSERT INTO public.witnessed (what)
                            VALUES (TG_OP || ' ' || TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME);
                            RETURN NULL;
                        END $$
                        """).update();
        List<String> tables = jdbc.sql("""
                        SELECT n.nspname || '.' || c.relname
                        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.relkind = 'r' AND n.nspname = ANY (:schemas) AND c.relname <> 'flyway_schema_history'
                          AND NOT EXISTS (
                              SELECT FROM pg_attribute a
                              WHERE a.attrelid = c.oid AND a.atttypid = 'xid8'::regtype AND NOT a.atthasdef)
                        """)
                .param(
                        "schemas",
                        Migrations.SCHEMAS.stream()
                                .filter(schema -> !BUSY.contains(schema))
                                .toArray(String[]::new))
                .query((row, _) -> row.getString(1))
                .list();
        for (String table : tables) {
            jdbc.sql("CREATE TRIGGER witnessed AFTER INSERT OR UPDATE OR DELETE ON " + table
                            + " FOR EACH ROW EXECUTE FUNCTION public.witness()")
                    .update();
            jdbc.sql("CREATE TRIGGER witnessed_whole AFTER TRUNCATE ON " + table
                            + " FOR EACH STATEMENT EXECUTE FUNCTION public.witness()")
                    .update();
        }
    }

    void forget() {
        jdbc.sql("DELETE FROM public.witnessed").update();
    }

    List<String> changes() {
        return jdbc.sql("SELECT what FROM public.witnessed ORDER BY at")
                .query((row, _) -> row.getString(1))
                .list();
    }
}
