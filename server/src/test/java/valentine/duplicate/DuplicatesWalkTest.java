package valentine.duplicate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.Application;
import valentine.db.TestDatabase;
import valentine.team.Members;
import valentine.web.Chromium;

/// Duplicates in a browser, as a member would decide about them.
class DuplicatesWalkTest {
    private static final String TOWN = "{\"postcode\": \"12345\", \"city\": \"Berlin\", \"street\": \"7 Mill Road\"}";
    private static final String LONG = "Maximiliana-Alexandra von und zu Hohenlohe-Langenburg-Schill";

    @TempDir
    Path folder;

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    private final Village village = new Village(database.jdbc());
    private BrowserContext visit;
    private Page page;

    @BeforeEach
    void a_member_signs_in() {
        village.empty();
        Members members = application.getBean(Members.class);
        if (!members.setUp()) members.addOwnerWithoutPassword("owner@example.com", "Olga Owner");
        open(1440, ColorScheme.LIGHT, true);
    }

    @AfterEach
    void leaves() {
        visit.close();
    }

    @Test
    void pairs_are_decided_by_key_and_taken_back() {
        full();
        page.navigate(url("/duplicates"));
        assertThat(page.locator("h1")).hasText("Is this the same customer?");
        assertThat(page.locator("[data-row]")).hasCount(3);

        page.keyboard().press("j");
        page.keyboard().press("1");
        assertThat(page.locator("[data-toast]")).containsText("one customer now");
        assertThat(page.locator("[data-row]")).hasCount(2);
        page.keyboard().press("z");
        assertThat(page.locator("[data-row]")).hasCount(3);

        page.keyboard().press("3");
        assertThat(page.locator("[data-toast]")).containsText("not the same");
        page.keyboard().press("h");
        assertThat(page.locator("[data-toast]")).containsText("later");
        assertThat(page.locator("[data-row]")).hasCount(1);
        page.keyboard().press("1");
        assertThat(page.locator("h1")).hasText("Everything is decided");
    }

    @Test
    void everything_works_without_scripts() {
        full();
        visit.close();
        open(1440, ColorScheme.LIGHT, false);
        page.navigate(url("/duplicates"));
        page.locator("[data-act='3']").first().click();
        assertThat(page.locator("[data-row]")).hasCount(2);
        page.locator("[data-undo]").click();
        assertThat(page.locator("[data-row]")).hasCount(3);
        page.getByText("Compare everybody now").click();
        assertThat(page.locator("h1")).hasText("Is this the same customer?");
    }

    @Test
    void names_full_of_script_show_as_text() {
        village.strangers(40);
        String script = "<script>document.title='taken'</script> Meyer";
        village.add(script, "", "+442071234567", TOWN);
        village.add(script, "", "02071234567", TOWN);
        application.getBean(Duplicates.class).everybody();
        page.navigate(url("/duplicates"));
        assertThat(page.locator(".pairs h2").first()).containsText("<script>");
        assertThat(page.locator("main script")).hasCount(0);
    }

    @Test
    void the_page_is_accessible_on_every_screen() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1440, 390)) {
                String on = "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
                visit.close();
                open(width, scheme, true);
                village.empty();
                page.navigate(url("/duplicates"));
                Chromium.look(page, "duplicates-empty" + on);
                full();
                page.navigate(url("/duplicates"));
                page.keyboard().press("j");
                Chromium.look(page, "duplicates" + on);
                page.locator(".how summary").click();
                Chromium.look(page, "duplicates-how" + on);
                page.locator("[data-act='3']").last().click();
                page.locator("[data-toast]").waitFor();
                Chromium.look(page, "duplicates-toast" + on);
            }
        }
    }

    @Test
    void a_file_of_customers_says_who_of_them_is_known_already() throws IOException {
        full();
        Path file = Files.writeString(folder.resolve("fair.csv"), """
                customer_id,name,email,phone,city,postcode
                F1,Anna Meyer,anna.meyer@pots.example,,Berlin,12345
                F2,Zacharias Quandt,zq@mail.example,,Ulm,89073
                """);
        page.navigate(url("/import"));
        page.locator("#kind").selectOption("customers");
        page.locator("#file").setInputFiles(file);
        page.getByText("Look at it").click();
        page.getByText("Bring it in").click();
        page.locator("#import .tile").first().waitFor();
        page.waitForCondition(() -> {
            page.reload();
            return page.getByText("looks like a customer you already have").count() == 1;
        });
        Chromium.look(page, "duplicates-import");
        page.locator(".notice a").click();
        assertThat(page.locator("h1")).hasText("Is this the same customer?");
        assertThat(page.locator("[data-row]").first()).containsText("anna.meyer@pots.example");
        assertThat(page.locator(".lead")).containsText("whom this file brought");
    }

    private void full() {
        village.strangers(300);
        village.add("Anna Meyer", "anna.meyer@post.example", "+442071234567", TOWN);
        village.add("Anna Meier", "", "02071234567", "{\"postcode\": \"12345\", \"city\": \"Berlin\"}");
        village.add(LONG, "maximiliana1@post.example", "+493012345678", TOWN);
        village.add(LONG + "e", "maximiliana1@mail.example", "03012345678", "{\"birthday\": \"1984-03-12\"}");
        village.add("שָׁלוֹם אברהם בן-דוד", "", "+97231234567", TOWN);
        village.add("שלום אברהם בן-דוד", "", "031234567", TOWN);
        application.getBean(Duplicates.class).everybody();
    }

    private void open(int width, ColorScheme scheme, boolean scripts) {
        visit = chromium.visitor(width, scheme, scripts);
        page = visit.newPage();
        page.navigate(url(application.getBean(Members.class).signInLink()));
        if (!scripts) page.getByText("Sign in").last().click();
        page.waitForURL(url("/"));
    }

    private static String url(String path) {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) application).getWebServer().getPort() + path;
    }
}
