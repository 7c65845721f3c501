package valentine.feed;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import valentine.feed.Robots.Word;
import valentine.guard.Answer;
import valentine.guard.Http;
import valentine.guard.Limits;
import valentine.guard.Request;
import valentine.mail.Site;

/// Calls a feed as a polite reader does: says who we are, asks robots.txt, takes only what is new.
@Component
class Caller {
    private static final int BIGGEST = 5 * 1024 * 1024;
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(30), Duration.ofSeconds(15), BIGGEST);
    private static final int MOST_MOVES = 5;
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Duration A_WEEK = Duration.ofDays(7);
    private static final String ACCEPT =
            "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5";

    private final Http http;
    private final Robots robots;
    private final Site site;

    Caller(Http http, Robots robots, Site site) {
        this.http = http;
        this.robots = robots;
        this.site = site;
    }

    Visit call(Feed feed) {
        String url = feed.url();
        String lasting = url;
        boolean isLasting = true;
        for (int moves = 0; moves <= MOST_MOVES; moves++) {
            Optional<String> refusal = http.refusal(url);
            if (refusal.isPresent()) return new Visit.Failed(refusal.get(), A_DAY);
            Visit.@Nullable Failed closed = closed(url);
            if (closed != null) return closed;
            Request request = Request.get(url)
                    .with("User-Agent", userAgent())
                    .with("Accept", ACCEPT)
                    .within(LIMITS);
            if (feed.etag() != null) request = request.with("If-None-Match", feed.etag());
            if (feed.modified() != null) request = request.with("If-Modified-Since", feed.modified());
            switch (http.send(request)) {
                case Answer.Answered answered -> {
                    Optional<String> next = moved(url, answered);
                    if (next.isEmpty()) return visit(answered, lasting);
                    if (url.startsWith("https:") && !next.get().startsWith("https:")) {
                        return new Visit.Failed("The feed sends us from a secured address to an open one.", A_DAY);
                    }
                    isLasting &= answered.status() == 301 || answered.status() == 308;
                    url = next.get();
                    if (isLasting) lasting = url;
                }
                case Answer.Refused(var why) -> {
                    return new Visit.Failed(why, A_DAY);
                }
                case Answer.Unreached(var why) -> {
                    return new Visit.Failed(why, Duration.ZERO);
                }
                case Answer.Lost(var why) -> {
                    return new Visit.Failed(why, Duration.ZERO);
                }
            }
        }
        return new Visit.Failed("The feed sends us from one address to the next without end.", A_DAY);
    }

    private Visit.@Nullable Failed closed(String url) {
        Word word = robots.ask(url, userAgent());
        return switch (word) {
            case YES -> null;
            case NO -> new Visit.Failed("The site asks programs not to read this (robots.txt), so we do not.", A_DAY);
            case LATER -> new Visit.Failed("The site could not be asked whether programs may read it.", Duration.ZERO);
        };
    }

    private static Visit visit(Answer.Answered answered, String url) {
        int status = answered.status();
        if (status == 304) return new Visit.Same();
        if (status == 410)
            return new Visit.Failed("The feed is gone for good. End it, or name its new address.", A_WEEK);
        if (!answered.isFine())
            return new Visit.Failed("The site answered with " + words(status) + ".", wait(answered));
        return switch (FeedReader.read(
                answered.body(), answered.header("Content-Type").orElse(""))) {
            case Reading.Read read ->
                new Visit.Got(read, url, plain(answered.header("ETag")), plain(answered.header("Last-Modified")));
            case Reading.NoFeed(var why) -> new Visit.Failed(why, A_DAY);
        };
    }

    /// Where a redirect leads; the guard looks at that address like at any other.
    private static Optional<String> moved(String from, Answer.Answered answered) {
        int status = answered.status();
        if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) return Optional.empty();
        try {
            return answered.header("Location")
                    .map(to -> URI.create(from).resolve(to.strip()).toString())
                    .map(to -> to.replaceFirst("#.*", ""));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// What the site wants to hear again must fit into a line of ours.
    private static @Nullable String plain(Optional<String> header) {
        return header.filter(value -> value.matches("[\\x20-\\x7e]{1,500}")).orElse(null);
    }

    private static Duration wait(Answer.Answered answered) {
        return answered.header("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,7}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
    }

    private static String words(int status) {
        return switch (status) {
            case 401, 403 -> "'not for you' (" + status + ")";
            case 404 -> "'nothing lives here' (404)";
            case 429 -> "'not so often' (429)";
            default -> status >= 500 ? "an error of its own (" + status + ")" : "" + status;
        };
    }

    private String userAgent() {
        return "Valentine/1 (+" + site.url("/") + "; reads the feeds of a firm's customers)";
    }
}
