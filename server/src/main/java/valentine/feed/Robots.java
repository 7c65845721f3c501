package valentine.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;
import valentine.guard.Answer;
import valentine.guard.Http;
import valentine.guard.Limits;
import valentine.guard.Request;

/// What sites ask of programs (RFC 9309), remembered for a day.
@Component
class Robots {
    /// As sites name us in their robots.txt.
    static final String US = "valentine";

    private static final Limits LIMITS = new Limits(Duration.ofSeconds(15), Duration.ofSeconds(10), 512 * 1024);

    private final Http http;
    private final SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
    private final Cache<String, SimpleRobotRules> known = Caffeine.newBuilder()
            .maximumSize(5_000)
            .expireAfterWrite(Duration.ofDays(1))
            .build();

    Robots(Http http) {
        this.http = http;
    }

    /// Whether a program may read this.
    enum Word {
        YES,
        NO,
        /// The site does not say just now; until it does, that is a no.
        LATER
    }

    Word ask(String url, String userAgent) {
        URI uri = URI.create(url);
        String site = uri.getScheme() + "://" + uri.getRawAuthority();
        SimpleRobotRules rules = known.getIfPresent(site);
        if (rules == null) {
            rules = read(site, userAgent);
            if (rules.isDeferVisits()) return Word.LATER;
            known.put(site, rules);
        }
        return rules.isAllowed(url) ? Word.YES : Word.NO;
    }

    private SimpleRobotRules read(String site, String userAgent) {
        String url = site + "/robots.txt";
        Answer answer = http.send(Request.get(url).with("User-Agent", userAgent).within(LIMITS));
        if (answer instanceof Answer.Answered answered) {
            if (answered.isFine()) {
                return parser.parseContent(
                        url, answered.body(), answered.header("Content-Type").orElse("text/plain"), Set.of(US));
            }
            // A redirect is not followed here: who moves the file asks for nothing on this site.
            if (answered.status() < 500 && answered.status() != 429) {
                return new SimpleRobotRules(RobotRulesMode.ALLOW_ALL);
            }
        }
        SimpleRobotRules later = new SimpleRobotRules(RobotRulesMode.ALLOW_NONE);
        later.setDeferVisits(true);
        return later;
    }
}
