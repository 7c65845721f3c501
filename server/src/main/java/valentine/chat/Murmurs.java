package valentine.chat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.stereotype.Component;
import valentine.channel.ThreadId;

/// Which visitors write just now; remembered for seconds, never kept.
@Component
class Murmurs {
    private static final int MOST = 10_000;

    private final Cache<ThreadId, Boolean> writing = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(Duration.ofSeconds(6))
            .build();

    void heard(ThreadId thread) {
        writing.put(thread, true);
    }

    void quiet(ThreadId thread) {
        writing.invalidate(thread);
    }

    boolean isWriting(ThreadId thread) {
        return writing.getIfPresent(thread) != null;
    }
}
