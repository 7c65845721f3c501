package valentine.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import valentine.team.Member;
import valentine.team.Sessions;

/// Lets a member in: a session, and the cookie that names it.
@Component
class Entry {
    static final String SESSION = "valentine";
    /// Named while the second factor is still owed.
    static final String SECOND_STEP = "valentine-step";

    private final Sessions sessions;

    Entry(Sessions sessions) {
        this.sessions = sessions;
    }

    void open(Member member, String how, HttpServletRequest request, HttpServletResponse response) {
        set(response, request, SESSION, sessions.start(member, Device.of(request), how), Sessions.LIFE);
        drop(response, request, SECOND_STEP);
    }

    void close(HttpServletRequest request, HttpServletResponse response) {
        token(request, SESSION).ifPresent(sessions::end);
        drop(response, request, SESSION);
    }

    static Optional<String> token(HttpServletRequest request, String name) {
        return Optional.ofNullable(WebUtils.getCookie(request, name)).map(Cookie::getValue);
    }

    static void drop(HttpServletResponse response, HttpServletRequest request, String name) {
        set(response, request, name, "", Duration.ZERO);
    }

    static void set(
            HttpServletResponse response, HttpServletRequest request, String name, String value, Duration life) {
        Cookie cookie = new Cookie(name, value);
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setPath("/");
        cookie.setMaxAge((int) life.toSeconds());
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }

    /// Only a path of our own: `//host` and `/\host` would lead elsewhere.
    static String ownPath(String next) {
        return next.matches("/(?![/\\\\])[\\w\\-./]*") ? next : "/";
    }
}
