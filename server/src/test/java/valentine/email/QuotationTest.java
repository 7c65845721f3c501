package valentine.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuotationTest {
    @Test
    void the_repeated_part_is_found_in_many_languages() {
        for (String rest : List.of(
                "On Mon, Mar 2, 2026 at 9:00 AM Shop <support@shop.example> wrote:\n> Hello\n>\n> Bye",
                "On Mon, Mar 2, 2026 at 9:00 AM Shop\n<support@shop.example> wrote:\n\n> Hello",
                "Am 02.03.2026 um 09:00 schrieb Shop <support@shop.example>:\n> Hallo",
                "Le lun. 2 mars 2026 à 09:00, Shop <support@shop.example> a écrit :\n> Bonjour",
                "El lun, 2 mar 2026 a las 9:00, Shop (<support@shop.example>) escribió:\n> Hola",
                "Il giorno lun 2 mar 2026 alle ore 09:00 Shop <support@shop.example> ha scritto:\n> Ciao",
                "Em seg., 2 de mar. de 2026 às 09:00, Shop <support@shop.example> escreveu:\n> Olá",
                "Op ma 2 mrt 2026 om 09:00 schreef Shop <support@shop.example>:\n> Hallo",
                "pon., 2 mar 2026 o 09:00 Shop <support@shop.example> napisał(a):\n> Witam",
                "пн, 2 мар. 2026 г. в 09:00, Shop <support@shop.example>:\n> Привет",
                "2026年3月2日(月) 9:00 Shop <support@shop.example>のメール:\n> こんにちは",
                "-----Original Message-----\nFrom: Shop\nSent: Monday\n\nHello",
                "-----Ursprüngliche Nachricht-----\nVon: Shop\n\nHallo",
                "________________________________\nFrom: Shop <support@shop.example>\nSent: Monday\nTo: Zoe\n\nHello",
                "Von: Shop <support@shop.example>\nGesendet: Montag, 2. März 2026\nAn: Zoe\n\nHallo",
                "De : Shop <support@shop.example>\nEnvoyé : lundi 2 mars\n\nBonjour",
                "> Hello\n> Bye\n-- \nBen")) {
            String text = "Thank you!\nZoe\n\n" + rest;
            assertThat(text.substring(0, Quotation.from(text)).strip()).as(rest).isEqualTo("Thank you!\nZoe");
        }
    }

    @Test
    void answers_between_quoted_lines_stay() {
        for (String text : List.of(
                "> When does it come?\nTomorrow.\n> Thank you.\nYou are welcome.",
                "On Mon, Mar 2, 2026 Shop <a@b.example> wrote:\n> When?\nTomorrow.",
                "She wrote: I love it.",
                "From: here to there\nis a long way",
                "As my mother wrote:\nnever give up",
                "> only quoted",
                "")) {
            assertThat(Quotation.from(text)).as(text).isEqualTo(text.length());
        }
    }
}
