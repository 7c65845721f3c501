package valentine.web;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.support.RequestContextUtils;

/// Renders page records by their templates.
@Component
public final class Pages {
    private static final String FIRM = "valentine.firm";
    private static final String GATE = "valentine.gate";
    private static final String NOTICE = "notice";

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(null, ContentType.Html, null, "valentine");
    private final List<NavItem> navigation;

    Pages(List<NavItem> navigation) {
        this.navigation = navigation.stream()
                .sorted(Comparator.comparingInt(NavItem::order))
                .toList();
    }

    /// A page: the template reads the record as `page`.
    public ModelAndView page(String template, Object page) {
        return new ModelAndView(new JteView(template, page));
    }

    /// A part of a page, rendered where the template that holds it says; the template reads the record as `page`, and
    /// where it asks for it what surrounds the page as `shell`.
    public Content part(String template, Object page) {
        return output -> engine.render(template + ".jte", around(page), output);
    }

    /// A field of a form as it came; empty when it did not come at all.
    public static String field(@Nullable String came) {
        return came == null ? "" : came;
    }

    /// Says whose house this is, for the page of this request.
    public static void firm(HttpServletRequest request, String name) {
        request.setAttribute(FIRM, name);
    }

    /// Says which routes, such as `POST /settings`, the page of this request may offer.
    public static void gate(HttpServletRequest request, Predicate<String> may) {
        request.setAttribute(GATE, may);
    }

    @SuppressWarnings("unchecked")
    private static Predicate<String> gate(HttpServletRequest request) {
        Object gate = request.getAttribute(GATE);
        return gate == null ? _ -> false : (Predicate<String>) gate;
    }

    /// What is written outside of a request, as a letter is, stands in no page.
    private Map<String, Object> around(Object page) {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? Map.of("page", page, "shell", shell(attributes.getRequest()))
                : Map.of("page", page);
    }

    Shell shell(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        Map<String, ?> flash = RequestContextUtils.getInputFlashMap(request);
        Predicate<String> may = gate(request);
        return new Shell(
                navigation.stream()
                        .filter(item -> may.test("GET " + item.path()))
                        .toList(),
                request.getRequestURI(),
                text(request.getAttribute(FIRM), "Valentine"),
                principal == null ? null : principal.getName(),
                csrf == null ? "" : csrf.getToken(),
                Nonce.of(request),
                flash == null || flash.get(NOTICE) == null ? null : String.valueOf(flash.get(NOTICE)),
                may);
    }

    private static String text(@Nullable Object value, String otherwise) {
        return value == null ? otherwise : value.toString();
    }

    private final class JteView implements View {
        private final String template;
        private final Object page;

        private JteView(String template, Object page) {
            this.template = template;
            this.page = page;
        }

        @Override
        public String getContentType() {
            return "text/html;charset=UTF-8";
        }

        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                throws Exception {
            Map<String, Object> parameters = new HashMap<>();
            parameters.put("page", page);
            parameters.put("shell", shell(request));
            // Rendered whole before the first byte goes out, so that an error becomes an error page.
            TemplateOutput output = new Utf8ByteOutput();
            engine.render(template + ".jte", parameters, output);
            response.setContentType(getContentType());
            Utf8ByteOutput bytes = (Utf8ByteOutput) output;
            response.setContentLength(bytes.getContentLength());
            bytes.writeTo(response.getOutputStream());
        }
    }
}
