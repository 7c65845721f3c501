package valentine.portal;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import valentine.team.Brand;
import valentine.team.Brands;

/// The firm's colour and logo, for the pages of its customers.
@Controller
class LookFiles {
    private final Brands brands;

    LookFiles(Brands brands) {
        this.brands = brands;
    }

    @GetMapping("/me/look.css")
    ResponseEntity<String> colours() {
        Brand brand = brands.ours();
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("text/css"))
                .cacheControl(CacheControl.noCache())
                .body("""
                        :root { --accent: %s; --on-accent: #ffffff; }
                        @media (prefers-color-scheme: dark) { :root { --accent: %s; --on-accent: #16181c; } }
                        """.formatted(brand.accent(), brand.accentOnDark()));
    }

    @GetMapping("/me/logo.png")
    ResponseEntity<byte[]> logo() {
        return brands.logo()
                .map(logo -> ResponseEntity.ok()
                        .contentType(MediaType.IMAGE_PNG)
                        .cacheControl(CacheControl.noCache())
                        .body(logo))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
