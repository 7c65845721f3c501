package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupSharesTest {
    private static final List<Share> GROUPS = List.of(
            Share.of(9, 10),
            Share.of(3, 10),
            Share.of(45, 50),
            Share.of(80, 100),
            Share.of(2, 2),
            Share.of(0, 3),
            Share.of(120, 200),
            Share.of(18, 20));

    // The maximum was found elsewhere by trying a hundred thousand strengths with lgamma of Python.
    @Test
    void the_strength_is_where_the_likelihood_is_highest() {
        GroupShares shares = GroupShares.of(GROUPS);
        assertThat(shares.mean()).isCloseTo(0.7007575757575758, within(1e-15));
        assertThat(shares.strength()).isCloseTo(4.244652689, within(1e-3));
    }

    @Test
    void small_groups_are_drawn_to_the_mean_and_large_ones_stay() {
        GroupShares shares = GroupShares.of(GROUPS);
        assertThat(shares.shrunk(Share.of(2, 2)).value()).isCloseTo(0.79659715, within(1e-4));
        assertThat(shares.shrunk(Share.of(0, 3)).value()).isCloseTo(0.41057490, within(1e-4));
        assertThat(shares.shrunk(Share.of(120, 200)).value()).isCloseTo(0.60209396, within(1e-4));
        GroupShares.Shrunk nothing = shares.shrunk(Share.of(0, 0));
        assertThat(nothing.value()).isCloseTo(shares.mean(), within(1e-12));
        assertThat(nothing.high() - nothing.low()).isGreaterThan(0.5);
    }

    @Test
    void groups_that_are_all_alike_are_told_as_one() {
        GroupShares shares = GroupShares.of(List.of(Share.of(80, 100), Share.of(80, 100), Share.of(80, 100)));
        assertThat(shares.shrunk(Share.of(0, 3)).value()).isGreaterThan(0.79);
    }

    @Test
    void nothing_is_surer_about_a_small_group_than_about_all() {
        List<Share> alike = List.of(Share.of(65, 100), Share.of(66, 100), Share.of(64, 100), Share.of(2, 3));
        GroupShares.Shrunk small = GroupShares.of(alike).shrunk(Share.of(2, 3));
        Share all = Share.of(197, 303);
        assertThat(small.high() - small.low()).isGreaterThan(0.98 * (all.high() - all.low()));
    }

    @Test
    void none_of_a_few_is_not_taken_for_certain() {
        List<Share> none = List.of(Share.of(0, 6), Share.of(0, 3), Share.of(0, 1));
        GroupShares.Shrunk belief = GroupShares.of(none).shrunk(Share.of(0, 6));
        assertThat(belief.high()).isGreaterThan(Share.of(0, 10).high());
        assertThat(belief.low()).isLessThan(0.001);
    }

    @Test
    void one_group_is_told_by_itself() {
        GroupShares shares = GroupShares.of(List.of(Share.of(7, 10)));
        assertThat(shares.shrunk(Share.of(7, 10)).value()).isCloseTo(0.7, within(0.02));
        assertThat(GroupShares.of(List.of()).mean()).isEqualTo(0.5);
    }

    // Newcombe (1998), table II, contrast (a).
    @Test
    void the_difference_of_two_shares_has_the_published_interval() {
        ShareDifference difference = ShareDifference.of(Share.of(56, 70), Share.of(48, 80));
        assertThat(difference.value()).isCloseTo(0.2, within(1e-12));
        assertThat(difference.low()).isCloseTo(0.0524, within(5e-5));
        assertThat(difference.high()).isCloseTo(0.3339, within(5e-5));
        assertThat(difference.significant()).isTrue();
    }

    @Test
    void two_shares_of_few_cannot_be_told_apart() {
        assertThat(ShareDifference.of(Share.of(1, 3), Share.of(2, 3)).significant())
                .isFalse();
        assertThat(ShareDifference.of(Share.of(0, 0), Share.of(2, 3)).significant())
                .isFalse();
    }
}
