package valentine.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import valentine.csv.Correction.Corrected;
import valentine.csv.Correction.Misunderstood;

class MappingTest {
    @TempDir
    Path folder;

    private TestFiles files;

    @BeforeEach
    void here() {
        files = new TestFiles(folder);
    }

    @Test
    void orders_are_understood_in_many_languages() throws IOException {
        understood("CustomerID,Order Date,Total", Field.AMOUNT);
        understood("customer_id,InvoiceDate,amount", Field.AMOUNT);
        understood("Kunden-Nr.,Bestelldatum,Betrag", Field.AMOUNT);
        understood("N° client,Date de commande,Montant TTC", Field.AMOUNT);
        understood("Cliente,Fecha,Importe", Field.AMOUNT);
        understood("Código do cliente,Data do pedido,Valor total", Field.AMOUNT);
        understood("Klantnummer,Besteldatum,Totaalbedrag", Field.AMOUNT);
        understood("Codice cliente,Data ordine,Importo", Field.AMOUNT);
        understood("Kundnummer,Orderdatum,Belopp", Field.AMOUNT);
    }

    @Test
    void the_person_goes_before_the_number_of_one_order() throws IOException {
        Mapping mapping = guess(
                Kind.ORDERS,
                "order_id,customer_id,customer_unique_id,order_purchase_timestamp\n1,a,b,2017-01-01 10:00:00\n");

        assertThat(mapping.column(Field.CUSTOMER)).hasValue(2);
        assertThat(mapping.column(Field.ORDER)).hasValue(0);
        assertThat(mapping.column(Field.DATE)).hasValue(3);
    }

    @Test
    void a_column_whose_name_says_date_but_whose_cells_do_not_is_left() throws IOException {
        Mapping mapping = guess(Kind.ORDERS, "customer,date,handed over\nann,soon,2026-01-31\nben,later,2026-02-01\n");

        assertThat(mapping.column(Field.DATE)).hasValue(2);
    }

    @Test
    void an_address_stands_in_for_a_customer_number() throws IOException {
        Mapping mapping = guess(Kind.ORDERS, "who,when\nann@example.org,2026-01-31\nben@example.org,2026-02-01\n");

        assertThat(mapping.column(Field.CUSTOMER)).hasValue(0);
        assertThat(mapping.column(Field.EMAIL)).hasValue(0);
        assertThat(mapping.missing()).isEmpty();
    }

    @Test
    void the_total_of_an_order_is_not_added_up_over_its_lines() throws IOException {
        Mapping mapping = guess(
                Kind.ORDERS,
                "Email,Created at,Lineitem quantity,Lineitem price,Total\na@example.org,2026-01-31,2,5.00,17.00\n");

        assertThat(mapping.column(Field.AMOUNT)).isEmpty();
        assertThat(mapping.column(Field.QUANTITY)).hasValue(2);
        assertThat(mapping.column(Field.UNIT_PRICE)).hasValue(3);
    }

    @Test
    void what_is_missing_is_said_with_the_columns_there_are() throws IOException {
        assertThat(guess(Kind.ORDERS, "colour,size\nred,XL\n").missing())
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo("No column was found for 'Customer'. Say which one it is with customer=column; "
                        + "the columns are colour, size.");
    }

    @Test
    void a_guess_can_be_corrected() throws IOException {
        Mapping mapping = guess(Kind.ORDERS, "client,patron,date\na,b,01/02/2026\n");

        Correction correction = mapping.correct(List.of("customer=patron", "date-format=m/d/y"));

        assertThat(correction).isInstanceOfSatisfying(Corrected.class, corrected -> {
            assertThat(corrected.mapping().column(Field.CUSTOMER)).hasValue(1);
            assertThat(corrected.mapping().dates(Field.DATE).format()).isEqualTo(DateFormat.MONTH_FIRST);
            assertThat(corrected.mapping().notes()).isEmpty();
        });
    }

    @Test
    void a_correction_that_cannot_be_followed_lists_what_can_be_said() throws IOException {
        Mapping mapping = guess(Kind.ORDERS, "client,date\na,2026-01-31\n");

        assertThat(mapping.correct(List.of("customer=patron")))
                .isEqualTo(new Misunderstood("The file has no column 'patron'. Its columns are client, date."));
        assertThat(mapping.correct(List.of("mood=client")))
                .asString()
                .contains("no field 'mood'")
                .contains("unit_price");
        assertThat(mapping.correct(List.of("customer"))).asString().contains("field=column");
        assertThat(mapping.correct(List.of("date-format=stardate"))).asString().contains("d/m/y");
        assertThat(mapping.correct(List.of("decimal=dash"))).asString().contains("decimal=comma");
    }

    @Test
    void a_doubtful_date_is_settled_by_reading_on() throws IOException {
        CsvFile file = files.open("customer,date\n" + "ann,12/1/2010 8:26\n".repeat(20_000) + "ben,12/13/2010 9:00\n");

        Mapping mapping = Mapping.guess(Kind.ORDERS, file);

        assertThat(mapping.dates(Field.DATE).format()).isEqualTo(DateFormat.MONTH_FIRST);
        assertThat(mapping.notes()).isEmpty();
    }

    @Test
    void a_date_that_stays_in_doubt_is_noted() throws IOException {
        assertThat(Mapping.guess(Kind.ORDERS, files.open("customer,date\nann,12/1/2010\n"))
                        .notes())
                .singleElement()
                .asString()
                .contains("day first");
    }

    private void understood(String header, Field last) throws IOException {
        Mapping mapping = guess(Kind.ORDERS, header + "\n17,2026-01-31,5.00\n18,2026-02-01,6.00\n");

        assertThat(mapping.column(Field.CUSTOMER)).as(header).hasValue(0);
        assertThat(mapping.column(Field.DATE)).as(header).hasValue(1);
        assertThat(mapping.column(last)).as(header).hasValue(2);
    }

    private Mapping guess(Kind kind, String text) throws IOException {
        return Mapping.guess(kind, files.open(text));
    }
}
