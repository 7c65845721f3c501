package valentine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import valentine.csv.Kind;
import valentine.intake.Import.Tally;

class ImportsTest {
    private static final String HEADER = "Invoice,Product,Description,Quantity,Date,Price,Customer,Country";
    private static final String[] ORDERS = {
        HEADER,
        "1,A,Cup,2,2024-03-01 10:00:00,3.50,ann,France",
        "1,B,Plate,1,2024-03-01 10:00:00,10,ann,France",
        "1,B,Plate,1,2024-03-01 10:00:00,10,ann,France",
        "2,A,Cup,1,2024-03-05 09:30:00,3.50,ben,Spain",
        "C1,B,Plate,-1,2024-03-09 12:00:00,10,ann,France",
        "3,A,Cup,1,2024-03-10 12:00:00,3.50,,Spain",
        "4,A,Cup,one,2024-03-10 12:00:00,3.50,ben,Spain",
    };

    @TempDir
    Path folder;

    private Bringing bringing;

    @BeforeEach
    void open() {
        bringing = new Bringing(folder);
    }

    @AfterEach
    void close() {
        bringing.close();
    }

    @Test
    void lines_of_one_order_become_one_order_and_negative_ones_a_return() {
        Import done = bringing.orders(ORDERS);

        assertThat(done.tally()).isEqualTo(new Tally(7, 4, 1, 2, 3, 2));
        assertThat(done.isFinished()).isTrue();
        assertThat(bringing.told())
                .containsExactly(
                        "Customer ann | 2024-03-01 10:00:00 | order | Order 1: 2 items | 17 | EUR",
                        "Customer ben | 2024-03-05 09:30:00 | order | Order 2: 1 item | 3.5 | EUR",
                        "Customer ann | 2024-03-09 12:00:00 | return | Return C1: 1 item | -10 | EUR");
        assertThat(bringing.lines("SELECT properties FROM history.interaction WHERE title LIKE 'Order 1:%'"))
                .containsExactly(
                        "{\"lines\": [{\"amount\": 7, \"product\": \"A\", \"quantity\": 2, \"unit_price\": 3.5, "
                                + "\"description\": \"Cup\"}, {\"amount\": 10, \"product\": \"B\", \"quantity\": 1, "
                                + "\"unit_price\": 10, \"description\": \"Plate\"}], \"order\": \"1\"}");
        assertThat(bringing.lines("SELECT traits ->> 'country' FROM customer.customer ORDER BY name"))
                .containsExactly("France", "Spain");
    }

    @Test
    void what_names_an_order_instead_of_a_customer_is_that_of_who_ordered() {
        bringing.orders(ORDERS);
        bringing.orders(
                HEADER, "2,A,Cup,1,2024-04-05 09:30:00,3.50,dan,Spain", "9,A,Cup,1,2024-04-05,3,eve@shop.example,");

        Import done = bringing.interactions(
                "review_id,order_id,review_score,date,kind",
                "r1,1,5,2024-03-20,review",
                "r1,9,2,2024-04-20,review",
                "r2,2,1,2024-03-21,review",
                "r3,77,4,2024-03-22,review",
                "r4,,4,2024-03-22,review",
                "r5,C1,3,2024-03-23,complaint");

        assertThat(done.tally()).isEqualTo(new Tally(6, 3, 0, 3, 3, 0));
        assertThat(bringing.told())
                .contains(
                        "Customer ann | 2024-03-20 00:00:00 | review | Review: 5",
                        "Customer ann | 2024-03-23 00:00:00 | complaint | Complaint: 3",
                        "eve@shop.example | 2024-04-20 00:00:00 | review | Review: 2");
    }

    @Test
    void the_same_file_brought_twice_stores_nothing_twice() {
        bringing.orders(ORDERS);
        List<String> before = bringing.history();

        Import again = bringing.orders(ORDERS);

        assertThat(again.tally()).isEqualTo(new Tally(7, 0, 5, 2, 0, 0));
        assertThat(bringing.history()).isEqualTo(before);
    }

    @Test
    void the_same_rows_saved_in_another_form_are_the_same_rows() {
        bringing.orders(ORDERS);

        Import again = bringing.orders(
                "Customer;Country;Invoice;Product;Description;Quantity;Date;Price",
                "ann;France;1;A;Cup;2,0;01.03.2024 10:00;3,5",
                "ben;Spain;2;A;Cup;1,0;05.03.2024 09:30;3,50",
                "ann;France;C1;B;Plate;-1,0;09.03.2024 12:00;10,00",
                "dan;France;9;B;Plate;1,0;19.03.2024 12:00;10,25");

        assertThat(again.tally()).isEqualTo(new Tally(4, 1, 3, 0, 1, 1));
    }

    @Test
    void the_sequence_of_the_rows_does_not_matter() {
        bringing.orders(ORDERS);
        try (Bringing other = new Bringing(folder)) {
            List<String> rows = new ArrayList<>(Arrays.asList(ORDERS).subList(1, ORDERS.length));
            Collections.shuffle(rows, new Random(7));
            rows.addFirst(HEADER);

            other.orders(rows.toArray(String[]::new));

            assertThat(other.history()).isEqualTo(bringing.history());
        }
    }

    @Test
    void further_lines_of_an_order_are_added_once() {
        bringing.orders(ORDERS);
        String[] more = {
            HEADER, "1,A,Cup,2,2024-03-01 10:00:00,3.50,ann,France", "1,X,Spoon,4,2024-03-01 10:00:00,1,ann,France",
        };

        assertThat(bringing.orders(more).tally()).isEqualTo(new Tally(2, 1, 1, 0, 1, 0));
        assertThat(bringing.orders(more).tally()).isEqualTo(new Tally(2, 0, 2, 0, 0, 0));
        assertThat(bringing.told())
                .contains("Customer ann | 2024-03-01 10:00:00 | order | Order 1, further: 1 item | 4 | EUR");
        assertThat(bringing.orders(ORDERS).tally().stored()).isZero();
    }

    @Test
    void lines_of_one_invoice_for_two_customers_are_two_orders() {
        Import done = bringing.orders(
                HEADER, "1,A,Cup,1,2024-03-01 10:00:00,3,ann,France", "1,A,Cup,1,2024-03-01 10:00:00,3,ben,France");

        assertThat(done.tally()).isEqualTo(new Tally(2, 2, 0, 0, 2, 2));
    }

    @Test
    void customer_and_date_are_enough() {
        Import done = bringing.orders("customer,date", "ann,2024-03-01", "ann,2024-03-01", "ann,2024-03-02");

        assertThat(done.tally()).isEqualTo(new Tally(3, 2, 1, 0, 2, 1));
        assertThat(bringing.told()).contains("Customer ann | 2024-03-01 00:00:00 | order | Order");
    }

    @Test
    void an_endless_order_keeps_its_sum_and_shows_its_first_lines() {
        List<String> rows = new ArrayList<>(List.of(HEADER));
        for (int i = 0; i < 1_000; i++) rows.add("1,P" + i + ",Thing,1,2024-03-01 10:00:00,2,ann,France");

        assertThat(bringing.orders(rows.toArray(String[]::new)).tally()).isEqualTo(new Tally(1000, 1000, 0, 0, 1, 1));
        assertThat(bringing.lines("""
                        SELECT concat_ws(' ', trim_scale(amount), properties -> 'more', jsonb_array_length(properties -> 'lines'))
                        FROM history.interaction
                        """)).containsExactly("2000 800 200");
        assertThat(bringing.orders(rows.toArray(String[]::new)).tally()).isEqualTo(new Tally(1000, 0, 1000, 0, 0, 0));
    }

    @Test
    void refused_rows_are_named_with_their_line_and_reason_and_come_back_as_a_file() throws IOException {
        Import done = bringing.orders(ORDERS);

        assertThat(done.refused()).extracting(Import.RefusedRow::line).containsExactly(7L, 8L);
        assertThat(done.refused()).extracting(Import.RefusedRow::column).containsExactly("Customer", "Quantity");
        assertThat(done.reasons()).extracting(Import.Reason::rows).containsExactly(1L, 1L);
        Path file = bringing.imports().refusedRows(done).orElseThrow();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1))
                .startsWith("3,A,Cup,1,2024-03-10 12:00:00,3.50,,Spain,")
                .contains("no customer");
        assertThat(file.getParent()).isDirectoryContaining(path -> path.endsWith("refused.csv"));
        try (var left = Files.list(file.getParent())) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void mended_refused_rows_can_be_brought_again() throws IOException {
        Import done = bringing.orders(ORDERS);
        Path file = bringing.imports().refusedRows(done).orElseThrow();
        String mended = Files.readString(file).replace("3.50,,Spain", "3.50,ben,Spain");
        Files.writeString(file, mended);

        assertThat(bringing.bring(Kind.ORDERS, List.of(), file).tally()).isEqualTo(new Tally(2, 1, 0, 1, 1, 0));
    }

    @Test
    void what_lies_in_the_future_is_refused() {
        Import done = bringing.orders("customer,date,amount", "ann,2024-03-01,5", "ann,2097-03-01,5");

        assertThat(done.tally()).isEqualTo(new Tally(2, 1, 0, 1, 1, 1));
        assertThat(done.refused().getFirst().why()).contains("future");
    }

    @Test
    void times_without_a_zone_are_those_of_the_firm() {
        bringing.jdbc()
                .sql("UPDATE team.firm SET zone = 'Europe/Berlin', currency = 'GBP'")
                .update();

        bringing.orders("customer,date,amount", "ann,2024-07-01 12:00,5");

        assertThat(bringing.told()).containsExactly("Customer ann | 2024-07-01 10:00:00 | order | Order | 5 | GBP");
    }

    @Test
    void a_customers_file_gives_names_and_a_later_one_better_names() {
        bringing.orders(ORDERS);
        String[] customers = {
            "id,name,email,company,phone,segment",
            "ann,Ann Lee,ANN@Example.org,Lee & Söhne GmbH,+33 1 23 45 67 89,gold",
            "cat,Cat Díaz,cat@example.org,LEE & SOHNE gmbh,,",
            "ben,Ben,not an address,,,",
        };

        assertThat(bringing.bring(Kind.CUSTOMERS, List.of("email=email"), customers)
                        .tally())
                .isEqualTo(new Tally(3, 2, 0, 1, 0, 1));
        assertThat(bringing.bring(Kind.CUSTOMERS, List.of("email=email"), customers)
                        .tally())
                .isEqualTo(new Tally(3, 0, 2, 1, 0, 0));
        assertThat(bringing.customers("id,name", "ann,Ann Lee-Roy").tally()).isEqualTo(new Tally(1, 1, 0, 0, 0, 0));
        assertThat(bringing.lines("SELECT concat_ws(' | ', name, account_name) FROM customer.card ORDER BY name"))
                .hasSize(3)
                .contains("Customer ben")
                .anyMatch(card -> card.startsWith("Ann Lee-Roy | "));
        assertThat(bringing.lines("SELECT count(*) FROM customer.account")).containsExactly("1");
        assertThat(bringing.lines("SELECT kind || ' ' || value FROM customer.handle ORDER BY kind, value"))
                .contains("email ann@example.org", "external ann", "phone +33123456789");
        assertThat(bringing.lines("""
                        SELECT w.word FROM customer.word w JOIN customer.customer c ON c.id = w.customer
                        WHERE c.name = 'Cat Díaz' ORDER BY 1
                        """)).contains("cat", "diaz", "cat@example.org", "sohne");
    }

    @Test
    void orders_only_fill_in_what_is_not_known() {
        bringing.customers("id,name,country", "ann,Ann Lee,Italy");

        bringing.orders("customer,date,name,email,country", "ann,2024-01-01,A. L.,ann@example.org,France");

        assertThat(bringing.lines("SELECT name || ' ' || (traits ->> 'country') FROM customer.customer"))
                .containsExactly("Ann Lee Italy");
        assertThat(bringing.lines("SELECT value FROM customer.handle WHERE kind = 'email'"))
                .containsExactly("ann@example.org");
    }

    @Test
    void somebody_known_by_an_address_is_found_again_under_his_number() {
        bringing.interactions("customer,date,kind,subject", "Ann@Example.org,2024-01-01,complaint,Broken cup");

        Import done = bringing.customers("id,name,email", "77,Ann Lee,ann@example.org");

        assertThat(done.tally().customers()).isZero();
        assertThat(bringing.told()).containsExactly("Ann Lee | 2024-01-01 00:00:00 | complaint | Broken cup");
    }

    @Test
    void interactions_are_taken_once_by_their_message_id_or_by_all_they_say() {
        String[] rows = {
            "customer,date,kind,message_id,subject,score,channel",
            "ann,2024-01-01,survey answer,m1,,9,Web",
            "ann,2024-01-02,complaint,,Too late,,mail",
            "ann,2024-01-02,complaint,,Too late,,mail",
            "ann,2024-01-03,complaint,m1,Another,,mail",
        };

        assertThat(bringing.interactions(rows).tally()).isEqualTo(new Tally(4, 2, 2, 0, 2, 1));
        assertThat(bringing.interactions(rows).tally()).isEqualTo(new Tally(4, 0, 4, 0, 0, 0));
        assertThat(bringing.lines(
                        "SELECT properties ->> 'score' FROM history.interaction WHERE kind = 'survey_answer'"))
                .containsExactly("9");
    }

    @Test
    void names_may_be_anything_and_stay_text() {
        String longName = "Ж".repeat(60);
        String rightToLeft = "محمد בן־דוד";
        String script = "<script>alert('x')</script> \\N \\. {} \"quoted\"";

        bringing.customers(
                "id,name", "1," + longName, "2," + rightToLeft, "3,\"" + script.replace("\"", "\"\"") + "\"");
        bringing.orders("customer,date,order,description", "3,2024-01-01,\"a\tb\\n\",\"tab\there \\ back\nline\"");

        assertThat(bringing.lines("SELECT name FROM customer.customer ORDER BY id"))
                .contains(longName, rightToLeft, script);
        assertThat(bringing.lines("SELECT properties -> 'lines' -> 0 ->> 'description' FROM history.interaction"))
                .containsExactly("tab\there \\ back\nline");
    }

    @Test
    void a_file_that_breaks_off_stores_nothing_and_says_why() {
        Import done = bringing.orders("customer,date", "ann,2024-01-01", "\"ann,2024-01-02");

        assertThat(done.failedAt()).isNotNull();
        assertThat(done.why()).contains("quotation mark");
        assertThat(bringing.history()).isEmpty();
        assertThat(bringing.imports().running()).isFalse();
    }
}
