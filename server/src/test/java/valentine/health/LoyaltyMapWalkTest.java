package valentine.health;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.Application;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.db.TestDatabase;
import valentine.fondness.Feelings;
import valentine.intake.Import;
import valentine.intake.Imports;
import valentine.simulation.Simulation;
import valentine.team.Members;
import valentine.web.Chromium;

/// The loyalty map and a customer's fondness in a browser: empty, and with a simulated shop brought in as files.
class LoyaltyMapWalkTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    @TempDir
    Path folder;

    private final JdbcClient jdbc = database.jdbc();
    private BrowserContext visit;
    private Page page;

    @AfterEach
    void leaves() {
        visit.close();
    }

    @Test
    void from_nothing_known_to_who_loves_us() throws IOException {
        application.getBean(Members.class).addOwnerWithoutPassword("owner@example.com", "Olga Owner");
        open(1440, ColorScheme.LIGHT);
        page.navigate(url("/loyalty-map"));
        assertThat(page.getByText("Import a file")).isVisible();
        look("map-empty");

        new Simulation(900, 36, 14, LocalDate.now(java.time.ZoneOffset.UTC).minusDays(1)).write(folder);
        bring(Kind.CUSTOMERS);
        bring(Kind.ORDERS);
        application.getBean(Scores.class).everybody();
        until("SELECT count(*) > 0 FROM health.map_cell");
        page.navigate(url("/loyalty-map"));
        assertThat(page.locator(".lead")).containsText("ask them");
        look("map-unknown");
        page.navigate(url("/customers/1"));
        assertThat(page.locator("[aria-labelledby=fondness]")).containsText("We do not know yet");
        look("fondness-unknown");

        bring(Kind.INTERACTIONS);
        until("SELECT count(*) > 300 FROM fondness.standing");
        until("SELECT count(*) = 0 FROM fondness.waiting");
        application.getBean(Feelings.class).everybody();
        until(
                "SELECT count(*) = 4 FROM (SELECT DISTINCT day FROM health.quarter_flow WHERE from_field <> 'unknown') f");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1440, 390)) {
                visit.close();
                open(width, scheme);
                String on = "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
                assertThat(page.locator(".lead")).containsText("love us");
                look("love-fond" + on);
                page.navigate(url("/loyalty-map"));
                assertThat(page.locator(".lead")).containsText("customers love us");
                look("map" + on);
                page.getByText("As a table").click();
                page.getByText("All numbers").click();
                look("map-open" + on);
                page.navigate(url("/loyalty-map/in-love"));
                look("field" + on);
                page.navigate(url("/customers/1"));
                assertThat(page.locator("[aria-labelledby=fondness]")).containsText("likely to speak well of us");
                look("fondness" + on);
            }
        }

        visit.close();
        open(1440, ColorScheme.LIGHT);
        page.navigate(url("/loyalty-map"));
        long inLove = jdbc.sql("SELECT count(*) FROM health.place WHERE field = 'in_love'")
                .query(Long.class)
                .single();
        assertThat(page.locator("a.tile.in-love .figure")).hasText(Long.toString(inLove));
        page.locator(".map a.parting").click();
        assertThat(page.locator("h1")).hasText("Parting");
        String first = page.locator("[data-row] a").first().innerText();
        if (page.locator("[rel=next]").count() > 0) {
            page.locator("[rel=next]").click();
            assertThat(page.locator("[data-row] a").first()).not().hasText(first);
        }
        page.navigate(url(
                "/customers/1?as-of=" + LocalDate.now(java.time.ZoneOffset.UTC).minusDays(300)));
        assertThat(page.locator("#fondness")).containsText("as of");
        page.navigate(url("/customers/1"));
        page.locator(".evidence a").first().click();
        assertThat(page.url()).contains("before=");
        assertThat(page.locator("#timeline li.entry").first()).isVisible();
        assertThat(page.navigate(url("/loyalty-map/nowhere")).status()).isEqualTo(404);
        assertThat(page.navigate(url("/loyalty-map/habit?after=999999999999999999999"))
                        .status())
                .isEqualTo(200);
    }

    private void bring(Kind kind) throws IOException {
        Imports imports = application.getBean(Imports.class);
        CsvFile file = CsvFile.open(folder.resolve(kind.word() + ".csv"));
        Import begun = imports.begin(kind, kind.word());
        assertThat(imports.run(begun.id(), file, Mapping.guess(kind, file), List.of(), _ -> {})
                        .isFinished())
                .isTrue();
    }

    /// Followers work beside us.
    private void until(String sql) {
        page.waitForCondition(() -> jdbc.sql(sql).query(Boolean.class).single());
    }

    private void open(int width, ColorScheme scheme) {
        visit = chromium.visitor(width, scheme, true);
        page = visit.newPage();
        page.navigate(url(application.getBean(Members.class).signInLink()));
        page.waitForURL(url("/"));
    }

    private static String url(String path) {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        return "http://127.0.0.1:" + port + path;
    }

    private void look(String name) {
        Chromium.look(page, name);
    }
}
