package valentine;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Sees every row that is written, changed or deleted in any table of ours, also when it is put back afterwards.
///
/// Work that goes on by itself is left out: the scheduler, and the places that followers have reached.
final class Witness {
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
                        SELECT table_schema || '.' || table_name FROM information_schema.tables
                        WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('public', 'pg_catalog', 'information_schema', 'db')
                          AND table_name NOT IN ('flyway_schema_history', 'follower', 'mark')
                        """).query((row, _) -> row.getString(1)).list();
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
