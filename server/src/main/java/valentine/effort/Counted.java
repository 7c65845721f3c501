package valentine.effort;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What was counted of a group of conversations.
///
/// @param facet by what the group is told apart
/// @param key of the group, empty where a conversation is of none
/// @param asked how many customers began
/// @param easy how many of them took neither a repeat contact nor a transfer nor a switch
/// @param waits in how many somebody waited; `median` and `ninetieth` of the waiting all in all
/// @param dayOld how many were begun a day ago or more; `inADay` of them were answered within a day
/// @param reply how long the first reply took
/// @param told after how many the customer let us know how he feels; `well` of them well
/// @param grown how many are old enough to tell how they ended; `settled` of them well
record Counted(
        Facet facet,
        String key,
        long asked,
        long easy,
        long repeated,
        long transferred,
        long switched,
        long waits,
        @Nullable Duration median,
        @Nullable Duration ninetieth,
        long dayOld,
        long inADay,
        Middle reply,
        long complained,
        long praised,
        long told,
        long well,
        long grown,
        long settled) {
    /// Nobody asked anything.
    static final Counted NONE =
            new Counted(Facet.ALL, "", 0, 0, 0, 0, 0, 0, null, null, 0, 0, Middle.NONE, 0, 0, 0, 0, 0, 0);
}
