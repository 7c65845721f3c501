package valentine.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import valentine.audit.Actor;
import valentine.audit.Audit;
import valentine.team.Member;
import valentine.web.Limiter;

/// Counts every try at a credential, by the address of the connection and by the account, and writes the failures down.
@Component
class Tries {
    static final String TOO_OFTEN = "Too many tries. Wait a while and try again.";

    private final Limiter addresses = new Limiter(30, Duration.ofMinutes(1));
    private final Limiter accounts = new Limiter(10, Duration.ofMinutes(1));
    /// A million codes of six digits are few: at this pace, guessing one takes years.
    private final Limiter codes = new Limiter(10, Duration.ofMinutes(30));

    /// Whoever tries for months must not fill the audit log: beyond this pace failures are counted, not listed.
    private final Limiter written = new Limiter(20, Duration.ofMinutes(10));

    private final AtomicLong unwritten = new AtomicLong();
    private final Audit audit;

    Tries(Audit audit) {
        this.audit = audit;
    }

    /// Takes one try at a link, a passkey or anything else that names no account.
    boolean may(HttpServletRequest request, HttpServletResponse response) {
        return go(addresses.spend(Limiter.remote(request)), response);
    }

    /// Takes one try at the password of an account, known or not.
    boolean may(HttpServletRequest request, HttpServletResponse response, String email) {
        return may(request, response) && go(accounts.spend(email), response);
    }

    /// Takes one try at a second factor.
    boolean mayCode(HttpServletRequest request, HttpServletResponse response, Member member) {
        return may(request, response) && go(codes.spend(member.actor().said()), response);
    }

    /// Writes down that somebody was not let in.
    void failed(@Nullable Member member, String by) {
        long times = unwritten.incrementAndGet();
        if (written.spend("all").isZero()) {
            unwritten.addAndGet(-times);
            audit.record(
                    Actor.NOBODY,
                    "sign-in failed",
                    member == null ? "nobody" : member.actor().said(),
                    Map.of("by", by, "times", times));
        }
    }

    private static boolean go(Duration wait, HttpServletResponse response) {
        if (wait.isZero()) {
            return true;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, Limiter.seconds(wait));
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        return false;
    }
}
