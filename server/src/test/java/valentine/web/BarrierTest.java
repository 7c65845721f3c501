package valentine.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What looks for barriers finds them.
class BarrierTest {
    @AutoClose
    static final Chromium chromium = new Chromium();

    @Test
    void pale_words_a_nameless_picture_and_a_nameless_field_are_found() {
        try (BrowserContext visit = chromium.visitor(390, ColorScheme.LIGHT, true)) {
            Page page = visit.newPage();
            page.setContent("<!doctype html><html lang='en'><title>Barriers</title><main><h1>Barriers</h1>"
                    + "<p style='color:#ccc;background:#fff'>Pale</p><img src='data:,'><input></main></html>");
            assertThat(Chromium.axe(page).analyze().getViolations())
                    .extracting(Rule::getId)
                    .contains("color-contrast", "image-alt", "label");
            assertThatThrownBy(() -> Chromium.look(page, "barriers")).isInstanceOf(AssertionError.class);
        }
    }
}
