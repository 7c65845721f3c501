package valentine.event;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// What Jazzer comes upon when it follows the branches of the code; `bin/fuzz` starts it.
class MessageFuzzTest {
    static {
        Whatever.load();
    }

    @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
    void whatever_comes_is_understood_or_refused(byte[] bytes) {
        Whatever.send(bytes);
    }
}
