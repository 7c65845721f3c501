package valentine.factor;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// All second factors of a member together.
@Service
public class Factors {
    private static final List<String> FORGET = List.of(
            "DELETE FROM factor.app WHERE member = :member",
            "DELETE FROM factor.recovery_code WHERE member = :member",
            "DELETE FROM factor.passkey WHERE member = :member",
            "DELETE FROM factor.passkey_user WHERE member = :member",
            "DELETE FROM factor.challenge WHERE member = :member");

    private final JdbcClient jdbc;

    Factors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Leaves nothing of a member who has gone.
    @Transactional
    public void forget(long member) {
        for (String delete : FORGET) {
            jdbc.sql(delete).param("member", member).update();
        }
    }
}
