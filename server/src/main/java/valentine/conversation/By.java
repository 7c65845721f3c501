package valentine.conversation;

import java.util.Optional;
import valentine.team.KeyId;
import valentine.team.MemberId;

/// Who changed a conversation: a member, a program by its key, the customer, a rule, the clock or a file.
public record By(String said) {
    static final By CUSTOMER = new By("customer");
    static final By RULE = new By("rule");
    static final By CLOCK = new By("clock");
    static final By FILE = new By("file");

    public By {
        if (!said.matches("customer|rule|clock|file|(member|key) \\d+"))
            throw new IllegalArgumentException("Nobody: " + said);
    }

    public static By member(MemberId id) {
        return new By("member " + id.value());
    }

    public static By key(KeyId id) {
        return new By("key " + id.value());
    }

    Optional<MemberId> member() {
        return said.startsWith("member ")
                ? Optional.of(new MemberId(Long.parseLong(said.substring(7))))
                : Optional.empty();
    }
}
