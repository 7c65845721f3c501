package valentine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes is understood or refused, in little memory and time; `bin/fuzz` looks much longer.
class WhateverComesTest {
    private static final int INPUTS = Integer.getInteger("valentine.fuzz", 50_000);

    @Test
    void many_thousand_broken_requests_break_nothing() {
        Mutations mutations = new Mutations(14);
        int understood = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutations.next();
            try {
                understood += Whatever.send(bytes);
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                byte[] beginning = Arrays.copyOf(bytes, Math.min(bytes.length, 2_000));
                throw new AssertionError("Input " + i + ": " + HexFormat.of().formatHex(beginning), e);
            }
        }
        // It would prove little if hardly any still meant something.
        assertThat(understood).isGreaterThan(INPUTS / 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-999999999", "1e999999999", "-1e-2147483647", "0.0000000001", "17.71063200e8"})
    @Timeout(5)
    void a_time_of_any_size_is_read_at_once(String number) {
        assertThatCode(() -> single("\"timestamp\":" + number)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.", "-", "1e", "1e-"})
    @Timeout(5)
    void half_a_million_digits_are_read_at_once(String before) {
        String number = before + "7".repeat(500_000);
        assertThatCode(() -> single("\"properties\":{\"n\":" + number + "}")).doesNotThrowAnyException();
        assertThatCode(() -> single("\"userId\":" + number)).doesNotThrowAnyException();
    }

    @Test
    void lines_whose_sum_nobody_could_pay_are_refused() {
        assertThat(single("\"properties\":{\"products\":[{\"price\":999999999999,\"quantity\":999999999999}]}"))
                .isZero();
        assertThat(single("\"properties\":{\"products\":[{\"price\":9.5,\"quantity\":2}]}"))
                .isOne();
    }

    private static int single(String property) {
        byte[] body =
                ("t{\"type\":\"track\",\"event\":\"Order Completed\",\"userId\":\"u\"," + property + "}").getBytes();
        body[0] = (byte) Call.TRACK.ordinal();
        return Whatever.send(body);
    }
}
