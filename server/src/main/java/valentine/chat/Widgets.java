package valentine.chat;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import valentine.calendar.BusinessCalendar;
import valentine.calendar.Calendars;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.team.Brand;
import valentine.team.Brands;
import valentine.team.Firms;
import valentine.team.Sessions;

/// The chats that are set up, and how each looks just now; remembered for some seconds, for every page of a shop asks.
@Service
class Widgets {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    /// Who did something within this time is at his desk.
    private static final Duration AT_THE_DESK = Duration.ofMinutes(15);

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final Connections connections;
    private final Firms firms;
    private final Brands brands;
    private final Calendars calendars;
    private final Sessions sessions;
    private final Clock clock;
    private final LoadingCache<String, Optional<Widget>> widgets = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(REMEMBERED)
            .build(this::read);
    private final LoadingCache<Boolean, Desk> desks =
            Caffeine.newBuilder().maximumSize(2).expireAfterWrite(REMEMBERED).build(this::look);
    private final LoadingCache<String, Look> looks =
            Caffeine.newBuilder().maximumSize(1).expireAfterWrite(REMEMBERED).build(_ -> look());

    Widgets(Connections connections, Firms firms, Brands brands, Calendars calendars, Sessions sessions, Clock clock) {
        this.connections = connections;
        this.firms = firms;
        this.brands = brands;
        this.calendars = calendars;
        this.sessions = sessions;
        this.clock = clock;
    }

    /// Whether somebody answers.
    ///
    /// @param back when we work again, where we do not now
    record Desk(boolean isHere, @Nullable Instant back) {}

    /// Whose chat it is.
    record Look(String firm, String accent, String accentOnDark) {}

    Optional<Widget> find(String key) {
        return widgets.get(key);
    }

    Desk desk(Widget widget) {
        return desks.get(widget.keepsHours());
    }

    Look ours() {
        return looks.get("");
    }

    /// After a change; other servers see it some seconds later.
    void changed() {
        widgets.invalidateAll();
        desks.invalidateAll();
    }

    private Optional<Widget> read(String key) {
        return connections.of(Medium.CHAT).stream()
                .map(Widget::of)
                .filter(widget -> !key.isEmpty() && widget.key().equals(key))
                .findFirst();
    }

    private Look look() {
        Brand brand = brands.ours();
        return new Look(firms.ours().name(), brand.accent(), brand.accentOnDark());
    }

    private Desk look(boolean keepsHours) {
        Instant now = clock.instant();
        if (keepsHours) {
            BusinessCalendar calendar = calendars.ours();
            if (calendar.between(now, now.plus(A_MOMENT)).isZero()) {
                return new Desk(false, calendar.plus(now, A_MOMENT).minus(A_MOMENT));
            }
        }
        return new Desk(sessions.isAnybodyHere(now.minus(AT_THE_DESK)), null);
    }
}
