package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SummariesTest {

    @Test
    void equal_customers_are_counted_once_and_found_again() {
        Summaries summaries =
                Summaries.of(new int[] {2, 0, 2, 0, 2}, new int[] {7, 0, 7, 0, 8}, new int[] {9, 9, 9, 9, 9}, 0.5);

        assertThat(summaries.customers()).isEqualTo(5);
        assertThat(summaries.distinct()).isEqualTo(3);
        assertThat(summaries.group(2)).isEqualTo(summaries.group(0));
        assertThat(summaries.group(4)).isNotEqualTo(summaries.group(0));
        int first = summaries.group(0);
        assertThat(summaries.count(first)).isEqualTo(2);
        assertThat(summaries.frequency(first)).isEqualTo(2);
        assertThat(summaries.recency(first)).isEqualTo(3.5);
        assertThat(summaries.age(first)).isEqualTo(4.5);
    }

    @Test
    void a_hundred_thousand_customers_group_as_a_set_would() {
        int customers = 100_000;
        Random random = new Random(9);
        int[] frequency = new int[customers];
        int[] recency = new int[customers];
        int[] age = new int[customers];
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < customers; i++) {
            frequency[i] = random.nextInt(4);
            age[i] = random.nextInt(200);
            recency[i] = frequency[i] == 0 ? 0 : random.nextInt(age[i] + 1);
            expected.add(frequency[i] + " " + recency[i] + " " + age[i]);
        }

        Summaries summaries = Summaries.of(frequency, recency, age);

        assertThat(summaries.distinct()).isEqualTo(expected.size());
        long counted = 0;
        for (int i = 0; i < summaries.distinct(); i++) {
            counted += summaries.count(i);
        }
        assertThat(counted).isEqualTo(customers);
        for (int i = 0; i < customers; i++) {
            int group = summaries.group(i);
            assertThat(summaries.frequency(group)).isEqualTo(frequency[i]);
            assertThat(summaries.recency(group)).isEqualTo(recency[i]);
            assertThat(summaries.age(group)).isEqualTo(age[i]);
        }
    }

    @Test
    void impossible_customers_are_refused_with_their_place() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Summaries.of(new int[] {0, 1}, new int[] {0, 8}, new int[] {5, 7}))
                .withMessageContaining("index 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Summaries.of(new int[] {0}, new int[] {3}, new int[] {5}));
        assertThatIllegalArgumentException().isThrownBy(() -> Summaries.of(new int[2], new int[2], new int[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> Summaries.of(new int[1], new int[1], new int[1], 0));
    }
}
