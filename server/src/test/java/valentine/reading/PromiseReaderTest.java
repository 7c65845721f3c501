package valentine.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import valentine.calendar.BusinessCalendar;

class PromiseReaderTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    // A Wednesday, 10:00 in Berlin.
    private static final Instant SAID = Instant.parse("2026-11-18T09:00:00Z");
    private static final PromiseReader READER = new PromiseReader(BusinessCalendar.plain(BERLIN), false, "EUR");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            We'll refund you by Friday.                                          | REFUND    | 2026-11-20T18:00
            I'll call you back tomorrow morning.                                 | CALL_BACK | 2026-11-19T12:00
            We will send you the replacement within 3 working days.              | DELIVERY  | 2026-11-23T18:00
            You'll have your money back by the end of the month.                 | REFUND    | 2026-11-30T18:00
            I will ring you next Tuesday at 3 pm.                                | CALL_BACK | 2026-11-24T15:00
            I'll get back to you in two weeks.                                   | ANSWER    | 2026-12-02T18:00
            We'll ship it on 3 March.                                            | DELIVERY  | 2027-03-03T18:00
            We'll ship it by 03/04.                                              | DELIVERY  | 2027-04-03T18:00
            We'll ship it by 2026-12-03.                                         | DELIVERY  | 2026-12-03T18:00
            Tomorrow I'll call you back.                                         | CALL_BACK | 2026-11-19T18:00
            By Friday, we'll refund the full amount.                             | REFUND    | 2026-11-20T18:00
            Your refund will reach you within 5-7 business days.                 | REFUND    | 2026-11-27T18:00
            Your order will arrive on Monday, 23 November.                       | DELIVERY  | 2026-11-23T18:00
            Our team will contact you this afternoon.                            | ANSWER    | 2026-11-18T18:00
            I’ll let you know by 5pm.                                            | ANSWER    | 2026-11-18T17:00
            We are going to repair it by Thursday at noon.                       | FIX       | 2026-11-19T12:00
            I'm sending the parcel today.                                        | DELIVERY  | 2026-11-18T18:00
            We promise to reply within 24 hours.                                 | ANSWER    | 2026-11-19T10:00
            I'll look into it and come back to you by end of day.                | ANSWER    | 2026-11-18T18:00
            We'll have it fixed before Friday.                                   | FIX       | 2026-11-19T18:00
            We will reply no later than Friday.                                  | ANSWER    | 2026-11-20T18:00
            I'll email you the details by the 3rd.                               | ANSWER    | 2026-12-03T18:00
            We'll deliver it by December 3rd, 2026.                              | DELIVERY  | 2026-12-03T18:00
            We'll deliver in March.                                              | DELIVERY  | 2027-03-31T18:00
            A colleague will call you on Friday at 14:30.                        | CALL_BACK | 2026-11-20T14:30
            I'll send you a voucher by tomorrow evening.                         | DELIVERY  | 2026-11-19T21:00
            The courier will collect it the day after tomorrow.                  | RETURN    | 2026-11-20T18:00
            We will resolve this by the end of next week.                        | FIX       | 2026-11-27T18:00
            I will answer you first thing tomorrow.                              | ANSWER    | 2026-11-19T18:00
            We'll pay the invoice within 30 days.                                | OTHER     | 2026-12-18T18:00
            We will call you on Friday 4 December.                               | CALL_BACK | 2026-12-04T18:00
            I'll send it at 3 p.m. tomorrow                                      | DELIVERY  | 2026-11-19T15:00
            I'll have an answer for you a week from now.                         | ANSWER    | 2026-11-25T18:00
            Wir erstatten Ihnen den Betrag bis Freitag.                          | REFUND    | 2026-11-20T18:00
            Ich rufe Sie morgen Vormittag zurück.                                | CALL_BACK | 2026-11-19T12:00
            Wir werden Ihnen das Geld innerhalb von 3 Werktagen überweisen.      | REFUND    | 2026-11-23T18:00
            Ich melde mich bis Ende der Woche bei Ihnen.                         | ANSWER    | 2026-11-20T18:00
            Morgen rufe ich Sie an.                                              | CALL_BACK | 2026-11-19T18:00
            Wir schicken Ihnen den Ersatz am 3. Dezember.                        | DELIVERY  | 2026-12-03T18:00
            Ihre Lieferung wird am Montag um 15 Uhr eintreffen.                  | DELIVERY  | 2026-11-23T15:00
            Wir melden uns in zwei Wochen.                                       | ANSWER    | 2026-12-02T18:00
            Sie erhalten das Geld spätestens bis 30.11.2026.                     | REFUND    | 2026-11-30T18:00
            Ich werde das übermorgen prüfen.                                     | ANSWER    | 2026-11-20T18:00
            Wir reparieren das Gerät nächste Woche.                              | FIX       | 2026-11-27T18:00
            """)
    void a_promise_is_read(String text, PromiseKind kind, LocalDateTime due) {
        List<ReadPromise> found = READER.promises(text, SAID);
        assertThat(found).as(text).hasSize(1);
        assertThat(found.getFirst().kind()).isEqualTo(kind);
        assertThat(found.getFirst().due().atZone(BERLIN).toLocalDateTime()).isEqualTo(due);
        assertThat(found.getFirst().review()).isBefore(found.getFirst().due());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Will we refund you by Friday?",
                "Shall I call you tomorrow?",
                "If you send it back, we'll refund you by Friday.",
                "We would refund you by Friday.",
                "We could call you tomorrow.",
                "We hope we'll ship it by Friday.",
                "You should receive it by Friday.",
                "We won't ship it before Friday.",
                "We will not refund you by Friday.",
                "You said we'll refund you by Friday.",
                "They told us it will arrive tomorrow.",
                "Please send us the form by Friday.",
                "Can you call me tomorrow?",
                "I'll be out of office until Monday.",
                "We will be closed on Friday.",
                "We'll refund you.",
                "We refunded you on Friday.",
                "We sent it last Tuesday.",
                "I'll look forward to your call tomorrow.",
                "I'll wait for your answer until Friday.",
                "We will need your reply by Friday.",
                "We are open every Monday.",
                "I'll see you on Tuesday.",
                "We reply within two working days.",
                "> I'll call you back tomorrow",
                "As you wrote \"I'll call you tomorrow\" we waited.",
                "Thank you!\n\nOn Monday, Ann wrote:\nI'll send it back tomorrow.",
                "Hello\n--\nWe'll ship by Friday",
                "Von: Kundin\nIch schicke es morgen",
                "Our price is 3.30 and we'll ship 24/7.",
                "I'll send 3 tomorrows of 99 Fridaylike things",
                "Once we have the part we'll call you tomorrow.",
                "We'll refund you by 31 February.",
                "We will refund you within 14 days of receipt.",
                "Wenn Sie es zurückschicken, erstatten wir bis Freitag.",
                "Wir könnten Sie morgen anrufen.",
                "Rufen wir Sie morgen an?",
                "Wir werden das nicht bis Freitag liefern.",
                "Wir freuen uns auf Ihren Anruf morgen.",
                "",
            })
    void no_promise_is_invented(String text) {
        assertThat(READER.promises(text, SAID)).as(text).isEmpty();
    }

    @Test
    void the_phrase_is_marked_where_it_stands() {
        String text = "Dear Ben,\n\nthank you for your patience. We'll refund €30.50 by Friday and I'll call you"
                + " tomorrow at 3pm.\n\nYours, Ada";
        List<ReadPromise> found = READER.promises(text, SAID);
        assertThat(found)
                .extracting(each -> text.substring(each.start(), each.end()))
                .containsExactly("We'll refund €30.50 by Friday", "I'll call you tomorrow at 3pm");
        assertThat(found.getFirst().money().orElseThrow().exact()).isEqualTo("€30.50");
    }

    @Test
    void one_speaker_may_promise_twice_in_a_sentence() {
        assertThat(READER.promises("I'll call you tomorrow and send the refund by Friday.", SAID))
                .extracting(ReadPromise::kind, ReadPromise::words)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(PromiseKind.CALL_BACK, "I'll call you tomorrow"),
                        org.assertj.core.groups.Tuple.tuple(PromiseKind.DELIVERY, "send the refund by Friday"));
    }

    @Test
    void the_date_is_understood_where_the_writer_sits() {
        // 01:00 on Thursday in Auckland is still Wednesday in Berlin.
        Instant night = Instant.parse("2026-11-18T12:00:00Z");
        ZoneId auckland = ZoneId.of("Pacific/Auckland");
        PromiseReader there = new PromiseReader(BusinessCalendar.plain(auckland), false, "NZD");
        assertThat(there.promises("I'll call you tomorrow.", night).getFirst().due())
                .isEqualTo(
                        LocalDateTime.of(2026, 11, 20, 18, 0).atZone(auckland).toInstant());
        assertThat(READER.promises("I'll call you tomorrow.", night).getFirst().due())
                .isEqualTo(LocalDateTime.of(2026, 11, 19, 18, 0).atZone(BERLIN).toInstant());
    }

    @Test
    void a_date_of_numbers_is_read_as_the_firm_writes_it() {
        PromiseReader american = new PromiseReader(BusinessCalendar.plain(ZoneId.of("America/New_York")), true, "USD");
        assertThat(american.promises("We'll ship it by 03/04/2027.", SAID)
                        .getFirst()
                        .due()
                        .toString())
                .startsWith("2027-03-04");
        assertThat(american.promises("We'll ship it by 23/04/2027.", SAID)
                        .getFirst()
                        .due()
                        .toString())
                .startsWith("2027-04-23");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            refund €30 by Friday           | refund €30        | REFUND    | 2026-11-20T18:00 | €30.00
            call back tomorrow at 10       | call back         | CALL_BACK | 2026-11-19T10:00 |
            30 EUR erstatten bis 3.12.     | 30 EUR erstatten  | REFUND    | 2026-12-03T18:00 | €30.00
            repaint the fence next week    | repaint the fence | OTHER     | 2026-11-27T18:00 |
            send the manual                | send the manual   | DELIVERY  |                  |
            """)
    void what_is_typed_is_understood(String text, String what, PromiseKind kind, LocalDateTime due, String money) {
        Note note = READER.note(text, SAID);
        assertThat(note.what()).isEqualTo(what);
        assertThat(note.kind()).isEqualTo(kind);
        assertThat(note.due().map(at -> at.atZone(BERLIN).toLocalDateTime()).orElse(null))
                .isEqualTo(due);
        assertThat(note.money().map(each -> each.exact()).orElse(null)).isEqualTo(money);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'll ",
                "we'll refund you by ",
                "by Friday ",
                "3 ",
                "3.3.",
                "\"",
                "> \n",
                "1/",
                "…",
                "am 3. ",
                "if ",
                "\n\n",
                "a",
                "we will and ",
                "€1,",
                "the ",
                "no later than ",
                "“",
                "im ",
                "\u0301",
                "😀",
                "on wrote:\n",
                "next this the end of "
            })
    void hostile_text_is_read_in_linear_time(String piece) {
        String text = piece.repeat(PromiseReader.LONGEST_TEXT / piece.length());
        READER.promises(text, SAID);
        long started = System.nanoTime();
        assertThat(READER.promises(text, SAID)).hasSizeLessThanOrEqualTo(20);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void every_start_of_a_text_can_be_read() {
        String text =
                "Am 3. Dezember rufe ich Sie an, by 03/03/2027 at 3 p.m. we'll refund $1,200.50 no later than the 3rd of"
                        + " March 2027-12-03 within 3-5 working days' time, next Tuesday morning, end of the month.";
        for (int i = 0; i < text.length(); i++) {
            READER.promises(text.substring(i), SAID);
            READER.note(text.substring(0, i), SAID);
            READER.promises(text.substring(i).toUpperCase(Locale.ROOT), SAID);
        }
        assertThat(READER.promises("I'll call " + text, SAID)).isNotEmpty();
    }
}
