package valentine.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import valentine.db.TestDatabase;

class VaultTest {
    private static final byte[] CONTEXT = "mail password".getBytes(UTF_8);
    private static final Map<String, String> GIVEN = Map.of(MasterKey.GIVEN, key());

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @Test
    void what_is_sealed_opens_again_and_only_for_what_it_was_sealed_for() {
        Vault vault = new Vault(database.open(), GIVEN);
        byte[] sealed = vault.seal("secret".getBytes(UTF_8), CONTEXT);

        assertThat(new String(sealed, UTF_8)).doesNotContain("secret");
        assertThat(vault.open(sealed, CONTEXT)).asString().isEqualTo("secret");
        assertThatThrownBy(() -> vault.open(sealed, "another".getBytes(UTF_8))).isInstanceOf(CannotSeal.class);
        sealed[30] ^= 1;
        assertThatThrownBy(() -> vault.open(sealed, CONTEXT)).isInstanceOf(CannotSeal.class);
    }

    @Test
    void another_master_key_opens_nothing() {
        byte[] sealed = new Vault(database.open(), GIVEN).seal("secret".getBytes(UTF_8), CONTEXT);

        Vault other = new Vault(database.open(), Map.of(MasterKey.GIVEN, key()));
        assertThatThrownBy(() -> other.open(sealed, CONTEXT))
                .isInstanceOf(CannotSeal.class)
                .hasMessageContaining("another master key");
    }

    @Test
    void beside_an_own_postgresql_a_missing_key_is_said_and_nothing_is_made() throws IOException {
        try (TestDatabase empty = TestDatabase.create()) {
            var open = empty.open();
            Files.deleteIfExists(empty.folder().resolve("master.key"));
            Vault vault = new Vault(open, Map.of());

            assertThat(vault.isReady()).isFalse();
            assertThatThrownBy(() -> vault.seal(new byte[1], CONTEXT))
                    .isInstanceOf(CannotSeal.class)
                    .hasMessageContaining("openssl rand -base64 32");
            assertThat(empty.folder().resolve("master.key")).doesNotExist();
        }
    }

    @Test
    void a_key_that_is_none_is_refused_without_being_told() {
        Vault vault = new Vault(database.open(), Map.of(MasterKey.GIVEN, "c2hvcnQ="));

        assertThatThrownBy(() -> vault.seal(new byte[1], CONTEXT))
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("c2hvcnQ=");
    }

    @Test
    void the_key_of_a_folder_is_made_once_and_only_its_user_reads_it() throws IOException {
        try (TestDatabase empty = TestDatabase.create()) {
            var folder = empty.open().folder().path();
            Files.deleteIfExists(folder.resolve("master.key"));
            byte[] made = MasterKey.find(folder, true, Map.of());

            assertThat(MasterKey.find(folder, false, Map.of())).isEqualTo(made);
            assertThat(Files.getPosixFilePermissions(folder.resolve("master.key")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            try (var files = Files.list(folder)) {
                assertThat(files.map(file -> file.getFileName().toString())).containsExactly("master.key");
            }
        }
    }

    @Test
    void what_is_sealed_under_a_personal_key_is_gone_with_it_for_ever() {
        PersonalKeys keys = new PersonalKeys(database.open(), new Vault(database.open(), GIVEN));
        List<Long> made = keys.make(3);
        byte[] first = keys.seal(made.get(0), "1980-02-03".getBytes(UTF_8), CONTEXT);
        byte[] second = keys.seal(made.get(1), "1981-02-03".getBytes(UTF_8), CONTEXT);
        keys.destroy(List.of(made.get(0)));
        keys.destroy(List.of(made.get(0)));

        assertThat(keys.open(made.get(0), first, CONTEXT)).isEmpty();
        assertThat(keys.isDestroyed(made.get(0))).isTrue();
        assertThat(keys.open(made.get(1), second, CONTEXT).orElseThrow())
                .asString()
                .isEqualTo("1981-02-03");
        assertThatThrownBy(() -> keys.open(made.get(2), second, CONTEXT)).isInstanceOf(CannotSeal.class);
        assertThat(keys.make(1)).doesNotContainAnyElementsOf(made);
    }

    private static String key() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
