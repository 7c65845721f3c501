package valentine.channel;

import valentine.customer.Handle;

/// Somebody whom a message names as its writer or receiver.
///
/// @param name as it calls him; may be empty
/// @param isSure whether the medium vouches for the handle; otherwise anybody could claim it
public record Sender(Handle handle, String name, boolean isSure) {
    private static final int LONGEST_NAME = 200;

    public Sender {
        name = Texts.line(name, LONGEST_NAME);
    }
}
