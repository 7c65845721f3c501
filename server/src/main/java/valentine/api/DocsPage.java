package valentine.api;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import valentine.web.Pages;

/// The description of the API: as a document for programs and as a page for people.
@Controller
@ConditionalOnWebApplication
class DocsPage {
    private static final Resource DOCUMENT = new ClassPathResource("api/openapi.json");

    private final Pages pages;

    DocsPage(Pages pages) {
        this.pages = pages;
    }

    record Page() {}

    @GetMapping("/api/docs")
    ModelAndView page() {
        return pages.page("api/docs", new Page());
    }

    @GetMapping("/api/openapi.json")
    ResponseEntity<Resource> document() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(DOCUMENT);
    }
}
