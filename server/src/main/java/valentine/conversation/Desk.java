package valentine.conversation;

/// What of the inbox a member wants to know in the morning; each counted up to a hundred.
///
/// @param mine open and given to him
/// @param mentions notes that name him and that he has not seen
/// @param failed conversations with a message of ours that did not go out
public record Desk(int mine, int mentions, int failed) {
    public boolean isAnything() {
        return mine + mentions + failed > 0;
    }
}
