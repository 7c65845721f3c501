package valentine.promise;

import org.jspecify.annotations.Nullable;
import valentine.team.MemberId;

/// Who sees to it that a promise is kept, and by which channel it was given.
///
/// @param branch the branch, team or seller, empty where nobody said
/// @param channel such as "phone", empty where nobody said
public record Care(@Nullable MemberId owner, String branch, String channel) {
    public static final Care NOBODYS = new Care(null, "", "");

    public Care {
        branch = branch.strip();
        channel = channel.strip();
    }

    public static Care of(MemberId owner) {
        return new Care(owner, "", "");
    }
}
