package valentine.team;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import valentine.audit.Audit;
import valentine.audit.AuditEntry;
import valentine.web.Moment;
import valentine.web.Pages;

/// What was done here that touches who may do what, the newest first.
@Controller
class AuditPage {
    private static final int A_PAGE = 50;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Audit audit;
    private final Members members;
    private final Firms firms;
    private final Pages pages;
    private final Clock clock;

    AuditPage(Audit audit, Members members, Firms firms, Pages pages, Clock clock) {
        this.audit = audit;
        this.members = members;
        this.firms = firms;
        this.pages = pages;
        this.clock = clock;
    }

    /// @param more whether older entries follow
    record Page(
            List<AuditEntry> entries,
            Map<MemberId, String> names,
            boolean first,
            boolean more,
            Firm firm,
            Instant now) {
        Moment moment(Instant at) {
            return Moment.of(at, now, firm.zone());
        }

        String who(AuditEntry entry) {
            return said(entry.actor(), names);
        }

        String what(AuditEntry entry) {
            return said(entry.object(), names);
        }

        String details(AuditEntry entry) {
            return JSON.readTree(entry.details()).properties().stream()
                    .map(detail -> detail.getKey() + ": " + words(detail.getValue()))
                    .collect(Collectors.joining(", "));
        }

        private static String words(JsonNode value) {
            return value.isString() ? value.stringValue() : value.toString();
        }
    }

    @GetMapping("/settings/audit")
    ModelAndView show(@RequestParam(defaultValue = "9223372036854775807") long below) {
        List<AuditEntry> entries = audit.newest(below, A_PAGE + 1);
        return pages.page(
                "team/audit",
                new Page(
                        entries.stream().limit(A_PAGE).toList(),
                        members.names(),
                        below == Long.MAX_VALUE,
                        entries.size() > A_PAGE,
                        firms.ours(),
                        clock.instant()));
    }

    /// `member 7` by the name that he has or had.
    static String said(String number, Map<MemberId, String> names) {
        return number.startsWith("member ")
                ? names.getOrDefault(new MemberId(Long.parseLong(number.substring(7))), number)
                : number;
    }
}
