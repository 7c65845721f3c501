package valentine.team;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.web.Pages;

/// How letters and customers' pages look: the accent colour and the logo.
@Controller
class LookPage {
    private static final int LONGEST_FIELD = 100;

    private final Brands brands;
    private final Firms firms;
    private final Pages pages;

    LookPage(Brands brands, Firms firms, Pages pages) {
        this.brands = brands;
        this.firms = firms;
        this.pages = pages;
    }

    record Page(
            String firm,
            Brand brand,
            String accent,
            @Nullable String problem) {}

    /// What a form brought.
    private record Brought(Map<String, String> fields, Optional<byte[]> logo) {
        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    @GetMapping("/settings/look")
    ModelAndView show() {
        Brand brand = brands.ours();
        return pages.page("team/look", new Page(firms.ours().name(), brand, brand.accent(), null));
    }

    @PostMapping("/settings/look")
    ModelAndView change(HttpServletRequest request, @AuthenticationPrincipal Member member, RedirectAttributes redirect)
            throws IOException {
        Brought brought = receive(request);
        String accent = brought.field("accent").strip().toLowerCase(Locale.ROOT);
        Optional<String> problem = Brand.problemOf(accent);
        if (problem.isPresent()) return refused(brought, problem.get());
        Optional<byte[]> bytes = brought.logo().filter(given -> given.length > 0);
        Optional<byte[]> logo = Optional.empty();
        if (bytes.isPresent()) {
            logo = Logo.drawn(new ByteArrayInputStream(bytes.get()));
            if (logo.isEmpty()) {
                return refused(
                        brought, "That is no PNG or JPEG of at most 512 KB and 4,000 pixels a side. Try another.");
            }
        } else if (!brought.field("keep").isEmpty()) {
            logo = brands.logo();
        }
        brands.set(accent, logo.orElse(null), member);
        redirect.addFlashAttribute("notice", "Saved. Letters and customers' pages look like this now.");
        return new ModelAndView("redirect:/settings/look");
    }

    private ModelAndView refused(Brought brought, String problem) {
        ModelAndView again =
                pages.page("team/look", new Page(firms.ours().name(), brands.ours(), brought.field("accent"), problem));
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private static Brought receive(HttpServletRequest request) throws IOException {
        Map<String, String> fields = new HashMap<>();
        byte @Nullable [] logo = null;
        String type = String.valueOf(request.getContentType());
        if (!type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data"))
            return new Brought(fields, Optional.empty());
        try {
            FileItemIterator items = new FileUpload().getItemIterator(new ServletRequestContext(request));
            while (items.hasNext()) {
                FileItemStream item = items.next();
                try (InputStream in = item.openStream()) {
                    if ("logo".equals(item.getFieldName())) logo = in.readNBytes(Logo.MOST_BYTES + 1);
                    else if (fields.size() < 10)
                        fields.put(
                                item.getFieldName(), new String(in.readNBytes(LONGEST_FIELD), StandardCharsets.UTF_8));
                }
            }
            return new Brought(fields, Optional.ofNullable(logo));
        } catch (FileUploadException e) {
            throw new IOException(e);
        }
    }
}
