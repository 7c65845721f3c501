package valentine.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import valentine.csv.Correction.Corrected;

class LinesTest {
    @TempDir
    Path folder;

    private TestFiles files;

    @BeforeEach
    void here() {
        files = new TestFiles(folder);
    }

    @Test
    void a_line_of_an_invoice_is_an_order_line() throws IOException {
        List<OrderRow> rows = orders("""
                InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
                489434,85048,GLASS BALL,12,2009-12-01 07:45:00,6.95,13085.0,United Kingdom
                C489449,22087,PAPER BUNTING,-12,2009-12-01 10:33:00,2.95,16321.0,Australia
                """);

        assertThat(rows.getFirst()).isInstanceOfSatisfying(OrderLine.class, line -> {
            assertThat(line.customer()).isEqualTo("13085");
            assertThat(line.at()).isEqualTo(new When.Local(LocalDateTime.of(2009, 12, 1, 7, 45)));
            assertThat(line.order()).isEqualTo("489434");
            assertThat(line.product()).isEqualTo("85048");
            assertThat(line.amount()).isEqualByComparingTo("83.40");
            assertThat(line.isReturn()).isFalse();
        });
        assertThat(rows.getLast())
                .isInstanceOfSatisfying(
                        OrderLine.class, line -> assertThat(line.isReturn()).isTrue());
    }

    @Test
    void customer_and_date_are_enough() throws IOException {
        assertThat(orders("customer,date\nann,2026-01-31\n").getFirst())
                .isInstanceOfSatisfying(
                        OrderLine.class, line -> assertThat(line.amount()).isNull());
    }

    @Test
    void a_customer_who_is_nobody_is_refused() throws IOException {
        List<OrderRow> rows =
                orders("customer,date\n,2026-01-31\nNULL,2026-01-31\n-1,2026-01-31\nanonymous,2026-01-31\n"
                        + "0,2026-01-31\nn/a,2026-01-31\nundefined,2026-01-31\nann,2026-01-31\n");

        assertThat(rows.getFirst()).isEqualTo(new Refusal(1, 2, "customer", "", "The row names no customer."));
        assertThat(rows.get(1))
                .isEqualTo(
                        new Refusal(2, 3, "customer", "NULL", "The customer 'NULL' stands for nobody in particular."));
        assertThat(rows.subList(0, 7)).allMatch(Refusal.class::isInstance);
        assertThat(rows.getLast()).isInstanceOf(OrderLine.class);
    }

    @Test
    void a_refusal_names_row_line_column_and_value() throws IOException {
        List<OrderRow> rows =
                orders("customer,date,amount\nann,30/01/2010,5\nann,31/02/2010,5\nann,30/01/2010,five\nann,,5\nann\n");

        assertThat(rows.get(1))
                .isEqualTo(new Refusal(2, 3, "date", "31/02/2010", "The date '31/02/2010' does not exist."));
        assertThat(rows.get(2)).isEqualTo(new Refusal(3, 4, "amount", "five", "'five' is not a number."));
        assertThat(rows.get(3)).isEqualTo(new Refusal(4, 5, "date", "", "The row has no date."));
        assertThat(rows.get(4)).isEqualTo(new Refusal(5, 6, "", "", "The row has 1 field, the header names 3."));
    }

    @Test
    void decimal_commas_and_currencies_are_read() throws IOException {
        assertThat(orders("Kunde;Datum;Betrag\nann;31.01.2026;1.234,50 €\nben;01.02.2026;7,00 €\n")
                        .getFirst())
                .isInstanceOfSatisfying(OrderLine.class, line -> {
                    assertThat(line.amount()).isEqualByComparingTo("1234.50");
                    assertThat(line.currency()).isEqualTo("EUR");
                });
    }

    @Test
    void a_customer_keeps_what_no_field_takes() throws IOException {
        CsvFile file = files.open("id,full name,e-mail,shoe size,since\n7,Ann,ann@example.org,38,2020-05-01\n");
        CustomerLines lines = new CustomerLines(Mapping.guess(Kind.CUSTOMERS, file));

        assertThat(lines.read(TestFiles.all(file).getFirst())).isInstanceOfSatisfying(CustomerLine.class, customer -> {
            assertThat(customer.customer()).isEqualTo("7");
            assertThat(customer.name()).isEqualTo("Ann");
            assertThat(customer.email()).isEqualTo("ann@example.org");
            assertThat(customer.since()).isEqualTo(new When.Local(LocalDateTime.of(2020, 5, 1, 0, 0)));
            assertThat(customer.traits()).hasSize(1).containsEntry("shoe size", "38");
        });
    }

    @Test
    void kinds_of_interactions_are_understood_or_listed() throws IOException {
        CsvFile file = files.open("customer,date,type,direction,body\n7,2026-01-31,E-Mail,out,hello\n"
                + "7,2026-01-31,Anruf,,\n7,2026-01-31,Email sent,,\n7,2026-01-31,teleport,,\n");
        InteractionLines lines = new InteractionLines(Mapping.guess(Kind.INTERACTIONS, file));
        List<InteractionRow> rows =
                TestFiles.all(file).stream().map(lines::read).toList();

        assertThat(rows.subList(0, 3))
                .extracting(row -> ((InteractionLine) row).kind())
                .containsExactly(InteractionKind.MESSAGE_OUT, InteractionKind.CALL, InteractionKind.MESSAGE_OUT);
        assertThat(rows.getLast())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.sentence())
                                .startsWith("'teleport' is no kind of interaction. Use one of order, return, ")
                                .contains(" payment, message_in,"));
    }

    @Test
    void one_kind_can_be_said_for_all_rows() throws IOException {
        CsvFile file = files.open("customer,date,rating\n7,2026-01-31,4\n");
        Mapping mapping = Mapping.guess(Kind.INTERACTIONS, file);

        assertThat(mapping.missing()).hasSize(1);
        assertThat(mapping.correct(List.of("kind=review"))).isInstanceOfSatisfying(Corrected.class, corrected -> {
            InteractionLines lines = new InteractionLines(corrected.mapping());
            assertThat(lines.read(rowOf(file))).isInstanceOfSatisfying(InteractionLine.class, line -> {
                assertThat(line.kind()).isEqualTo(InteractionKind.REVIEW);
                assertThat(line.score()).isEqualTo(new BigDecimal("4"));
            });
        });
    }

    @Test
    void refused_rows_are_written_to_be_mended_and_brought_again() throws IOException {
        String once = refused("customer;date\n=cmd;soon\n\"a;b\";2026-01-31\nann\n");

        assertThat(once)
                .isEqualTo("\uFEFFcustomer;date;refused_because\r\n"
                        + "=cmd;soon;'soon' is not a date written like 2026-01-31.\r\n"
                        + "ann;The row has 1 field, the header names 2.\r\n");
        assertThat(refused(once))
                .startsWith("\uFEFFcustomer;date;refused_because\r\n=cmd;soon;'soon' is")
                .contains("\nann;");
        assertThat(refused(once.replace("soon;", "2026-02-01;"))).doesNotContain("=cmd");
    }

    private String refused(String text) throws IOException {
        CsvFile file = files.open(text);
        OrderLines lines = new OrderLines(mapped(file));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RefusedRows refused = new RefusedRows(out, file, _ -> false)) {
            for (Row row : TestFiles.all(file)) {
                if (lines.read(row) instanceof Refusal refusal) refused.write(row, refusal);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Mapping mapped(CsvFile file) throws IOException {
        Correction correction = Mapping.guess(Kind.ORDERS, file).correct(List.of("date=date", "date-format=y-m-d"));
        return ((Corrected) correction).mapping();
    }

    private List<OrderRow> orders(String text) throws IOException {
        CsvFile file = files.open(text);
        OrderLines lines = new OrderLines(Mapping.guess(Kind.ORDERS, file));
        return TestFiles.all(file).stream().map(lines::read).toList();
    }

    private static Row rowOf(CsvFile file) {
        return file.sample().getFirst();
    }
}
