package valentine.channel;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.audit.Actor;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Role;
import valentine.web.Pages;

/// By which ways customers reach us, what is wrong with each, and our manners at their door.
@Controller
@ConditionalOnWebApplication
class ChannelsPage {
    private final Connections connections;
    private final Etiquette etiquette;
    private final List<ConnectionKind> kinds;
    private final Members members;
    private final Firms firms;
    private final Pages pages;

    ChannelsPage(
            Connections connections,
            Etiquette etiquette,
            List<ConnectionKind> kinds,
            Members members,
            Firms firms,
            Pages pages) {
        this.connections = connections;
        this.etiquette = etiquette;
        this.kinds = kinds.stream()
                .sorted(Comparator.comparing(ConnectionKind::medium))
                .toList();
        this.members = members;
        this.firms = firms;
        this.pages = pages;
    }

    /// @param owners who may set channels up, by name
    record Page(
            List<Row> rows,
            List<ConnectionKind> kinds,
            String owners,
            Form form,
            String zone,
            @Nullable String problem) {}

    /// @param path of its own page, if its medium has one
    record Row(Connection connection, @Nullable String path) {}

    record Form(String most, String days, String quietFrom, String quietUntil) {
        Form {
            most = Pages.field(most).strip();
            days = Pages.field(days).strip();
            quietFrom = Pages.field(quietFrom).strip();
            quietUntil = Pages.field(quietUntil).strip();
        }

        static Form of(Manners manners) {
            return new Form(
                    Integer.toString(manners.most()),
                    Integer.toString(manners.days()),
                    manners.quietFrom().toString(),
                    manners.quietUntil().toString());
        }

        Optional<Manners> manners() {
            if (!most.matches("\\d{1,3}") || !days.matches("\\d{1,3}")) return Optional.empty();
            try {
                return Optional.of(new Manners(
                        Integer.parseInt(most),
                        Integer.parseInt(days),
                        LocalTime.parse(quietFrom),
                        LocalTime.parse(quietUntil)));
            } catch (DateTimeException | IllegalArgumentException _) {
                return Optional.empty();
            }
        }
    }

    @GetMapping("/settings/channels")
    ModelAndView show() {
        return page(Form.of(etiquette.current()), null);
    }

    @PostMapping("/settings/channels/manners")
    ModelAndView change(Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Optional<Manners> manners = form.manners();
        if (manners.isEmpty()) {
            ModelAndView again =
                    page(form, "Choose 0 to 100 times in 1 to 366 days, and two times of day such as 20:00.");
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        etiquette.change(manners.get(), Actor.member(member.id().value()));
        redirect.addFlashAttribute("notice", "Saved. It holds for everything that waits, too.");
        return new ModelAndView("redirect:/settings/channels");
    }

    private String owners() {
        return String.join(
                ", ",
                members.all().stream()
                        .filter(member -> member.role() == Role.OWNER)
                        .map(Member::name)
                        .toList());
    }

    private ModelAndView page(Form form, @Nullable String problem) {
        List<Row> rows = connections.all().stream()
                .map(connection -> new Row(
                        connection,
                        kinds.stream()
                                .filter(kind -> kind.medium() == connection.medium())
                                .map(kind -> kind.path(connection.id()))
                                .findFirst()
                                .orElse(null)))
                .toList();
        return pages.page(
                "channel/channels",
                new Page(rows, kinds, owners(), form, firms.ours().zone().getId(), problem));
    }
}
