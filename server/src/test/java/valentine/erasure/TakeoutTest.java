package valentine.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import valentine.csv.Kind;

class TakeoutTest {
    private static final int OTHERS = 999;

    @AutoClose
    static final Keeping firm = new Keeping();

    @Test
    void it_holds_all_that_is_ones_own_and_nothing_of_999_others() throws IOException {
        List<String> customers = new ArrayList<>(List.of("customer id,name,email,hobby"));
        List<String> told = new ArrayList<>(List.of("customer id,date,type,text"));
        for (int i = 0; i <= OTHERS; i++) {
            customers.add("c%1$d,Canary%1$d Name,canary%1$d@example.com,canary%1$d hobby".formatted(i));
            told.add("c%1$d,2026-03-03,message_in,canary%1$d says hello".formatted(i));
        }
        firm.bring(Kind.CUSTOMERS, customers);
        firm.bring(Kind.INTERACTIONS, told);
        List<String> events = IntStream.rangeClosed(0, OTHERS)
                .mapToObj(i ->
                        "{\"type\":\"track\",\"messageId\":\"m-canary%1$d\",\"userId\":\"c%1$d\",\"event\":\"=1+canary%1$d\"}"
                                .formatted(i))
                .toList();
        firm.send(events.subList(0, 500));
        firm.send(events.subList(500, 1000));

        Map<String, String> files = takeOut();

        String all = String.join("\n", files.values());
        for (String own : List.of(
                "Canary0 Name",
                "canary0@example.com",
                "canary0 hobby",
                "canary0 says hello",
                "m-canary0",
                "1+canary0")) {
            assertThat(all).contains(own);
        }
        // Whoever begins with a 0 is the one.
        assertThat(all.toLowerCase(java.util.Locale.ROOT)).doesNotContainPattern("canary[1-9]");
        JsonNode json = JsonMapper.shared().readTree(files.get("everything.json"));
        assertThat(json.path("parts").size()).isGreaterThan(5);
        assertThat(files.get("csv/interactions.csv")).contains("'=1+canary0");
        assertThat(files).containsKeys("read me.txt", "csv/handles.csv", "csv/statements.csv", "csv/profiles.csv");
    }

    private static Map<String, String> takeOut() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        firm.bean(Takeouts.class).write(firm.customer("c0"), bytes);
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
