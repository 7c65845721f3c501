package valentine.chat;

import valentine.channel.ThreadId;

/// Hears in every server that a visitor came, went or writes; a bean of a later word. It should not take long.
public interface Watcher {
    /// Ask [Talks#presence] for what is so now; that he writes is over a few seconds after it was last said.
    void changed(ThreadId thread);
}
