package valentine.channel;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import valentine.team.Firms;
import valentine.web.Pages;

/// Where a link in a message ends its purpose. Looking never does: mail scanners follow links. It says the same
/// whatever
/// link it is, so that nobody learns anything by trying.
@Controller
@ConditionalOnWebApplication
class UnsubscribePage {
    private final Unsubscribing unsubscribing;
    private final Firms firms;
    private final Pages pages;

    UnsubscribePage(Unsubscribing unsubscribing, Firms firms, Pages pages) {
        this.unsubscribing = unsubscribing;
        this.firms = firms;
        this.pages = pages;
    }

    record Page(String firm, String path, boolean done, String wording) {}

    @GetMapping("/unsubscribe/{token}")
    ModelAndView ask(@PathVariable String token) {
        return page(token, false);
    }

    /// By the button of the page, or by the mail program for its reader.
    @PostMapping("/unsubscribe/{token}")
    ModelAndView end(@PathVariable String token) {
        unsubscribing.use(token);
        return page(token, true);
    }

    private ModelAndView page(String token, boolean done) {
        String path = token.matches("[A-Za-z0-9_-]{1,100}") ? "/unsubscribe/" + token : "/unsubscribe/-";
        return pages.page("channel/unsubscribe", new Page(firms.ours().name(), path, done, Unsubscribing.WORDING));
    }
}
