package valentine.promise;

import valentine.team.KeyId;
import valentine.team.MemberId;

/// Who made or ended a promise: a member, a program by its key, a file, a rule or the clock.
public record By(String said) {
    public static final By FILE = new By("file");
    public static final By RULE = new By("rule");
    public static final By CLOCK = new By("clock");

    public By {
        if (!said.matches("file|rule|clock|(member|key) \\d+")) throw new IllegalArgumentException("Nobody: " + said);
    }

    public static By member(MemberId id) {
        return new By("member " + id.value());
    }

    public static By key(KeyId id) {
        return new By("key " + id.value());
    }
}
