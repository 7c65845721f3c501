package valentine.chat;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import org.springframework.stereotype.Component;
import valentine.team.MemberId;
import valentine.team.Members;

/// What visitors call those of us who answer: the first name, no more.
@Component
class Voices {
    private final LoadingCache<Long, String> names;

    Voices(Members members) {
        this.names = Caffeine.newBuilder()
                .maximumSize(1_000)
                .expireAfterWrite(Duration.ofMinutes(1))
                .build(id -> members.one(new MemberId(id))
                        .map(member -> member.name().replaceFirst(" .*", ""))
                        .orElse(""));
    }

    String name(long member) {
        return names.get(member);
    }
}
