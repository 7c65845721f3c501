package valentine.mail;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import valentine.vault.Vault;

/// Letters that leave.
@Service
public class Mails {
    private final Outbox outbox;
    private final Budget budget;
    private final MailServers servers;
    private final Bell bell;
    private final Vault vault;

    Mails(Outbox outbox, Budget budget, MailServers servers, Bell bell, Vault vault) {
        this.outbox = outbox;
        this.budget = budget;
        this.servers = servers;
        this.bell = bell;
        this.vault = vault;
    }

    /// What became of a letter that somebody wrote.
    public sealed interface Sending {
        LetterId letter();

        /// It leaves once the caller's transaction is committed.
        record Waiting(LetterId letter) implements Sending {}

        /// It was written before.
        record Already(LetterId letter) implements Sending {}

        /// It lies in the outbox and says there why it does not leave.
        record Stopped(LetterId letter, String why) implements Sending {}
    }

    /// Writes a letter, in the caller's transaction: no commit, no letter. Writing it twice is writing it once.
    @Transactional
    public Sending send(Letter letter) {
        Optional<LetterId> before = outbox.find(letter.key());
        if (before.isPresent()) return new Sending.Already(before.get());
        Optional<String> stopped = hindrance(letter);
        Optional<LetterId> written = outbox.write(
                letter, messageId(), stopped.isEmpty() ? State.WAITING : State.STOPPED, stopped.orElse(""));
        if (written.isEmpty()) {
            return new Sending.Already(outbox.find(letter.key()).orElseThrow());
        }
        if (stopped.isPresent()) return new Sending.Stopped(written.get(), stopped.get());
        ringAfterCommit();
        return new Sending.Waiting(written.get());
    }

    /// Notes that somebody opened a link that only the owner of this address was sent.
    @Transactional
    public void prove(String address) {
        budget.prove(address);
    }

    /// Whether letters leave at all, or only lie in the outbox.
    public boolean isSetUp() {
        return servers.current().isPresent();
    }

    private Optional<String> hindrance(Letter letter) {
        Letter.Button button = letter.button();
        if (button != null && button.isKey() && !vault.isReady()) {
            return Optional.of("Its link must be kept sealed, and there is no master key to seal it with.");
        }
        return budget.spend(letter.to());
    }

    /// Says nothing about the letter and is never given twice.
    private String messageId() {
        String domain = servers.current()
                .map(server -> server.sender().substring(server.sender().indexOf('@') + 1))
                .orElse("valentine.invalid");
        return "<" + UUID.randomUUID() + "@" + domain + ">";
    }

    private void ringAfterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) return;
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                bell.ring();
            }
        });
    }
}
