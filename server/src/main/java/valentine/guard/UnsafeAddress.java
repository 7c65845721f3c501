package valentine.guard;

import java.net.UnknownHostException;

/// A host that must not be called, told where only an exception can tell it; its message is for people.
public final class UnsafeAddress extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    UnsafeAddress(String why) {
        super(why);
    }
}
