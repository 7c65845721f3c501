package valentine.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognitionTest {
    @ParameterizedTest
    @CsvSource({
        "dateOfBirth, BIRTH_DATE",
        "customer_date_of_birth, BIRTH_DATE",
        "Geburtsdatum, BIRTH_DATE",
        "Fecha de nacimiento, BIRTH_DATE",
        "DOB, BIRTH_DATE",
        "mother's maiden name, MAIDEN_NAME",
        "personSSN, TAX_NUMBER",
        "Número fiscal, TAX_NUMBER",
        "Führerschein, IDENTITY_DOCUMENT",
        "health, HEALTH",
        "blood-type, HEALTH",
        "sexualOrientation, SEXUAL_LIFE",
        "iban, BANK_ACCOUNT"
    })
    void what_is_called_so_is_sensitive(String name, SensitiveKind kind) {
        assertThat(Recognition.name(name)).contains(kind);
    }

    @ParameterizedTest
    @CsvSource({"healthScore", "city", "plan", "birthplace_country", "unionSquareStore", "cardboard"})
    void what_only_looks_alike_is_not(String name) {
        assertThat(Recognition.name(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "note, 4111 1111 1111 1111, CARD",
        "payment, 378282246310005, CARD",
        "extra, DE89 3704 0044 0532 0130 00, BANK_ACCOUNT"
    })
    void a_value_that_can_be_nothing_else_is_sensitive_whatever_it_is_called(
            String name, String value, SensitiveKind kind) {
        assertThat(Recognition.of(name, value)).contains(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "note, 4111 1111 1111 1112",
        "orderNumber, 4111111111111111",
        "trackingId, 5500005555555559",
        "extra, DE89370400440532013001",
        "phone, +49 30 901820"
    })
    void a_value_that_may_be_something_else_is_not(String name, String value) {
        assertThat(Recognition.of(name, value)).isEmpty();
    }
}
