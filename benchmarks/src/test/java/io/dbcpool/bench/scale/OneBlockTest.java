package io.dbcpool.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bench.scale.LinkFailures.Assumed;
import org.junit.jupiter.api.Test;

class OneBlockTest {

    private static final long SEED = 20_261_128;
    private static final Costs FREE = new Costs(0, 0, 10, 900);
    private static final Costs DEAR = new Costs(1, 2, 10, 900);

    @Test
    void theSameSeedGivesTheSameReleases() {
        assertThat(new OneBlock(DEAR, SEED, 5_000).releases(1_000))
                .isEqualTo(new OneBlock(DEAR, SEED, 5_000).releases(1_000));
    }

    /** A guard that costs nothing releases each when it is off; nobody is off later than by force. */
    @Test
    void aGuardThatCostsNothingAddsNothing() {
        double[] releases = new OneBlock(FREE, SEED, 5_000).releases(10_000);

        assertThat(releases).isSorted();
        assertThat(releases[0]).isPositive();
        assertThat(releases[9_999]).isEqualTo(5_200);
    }

    /** With no soft phase all are off after the same time, and then wait for one another. */
    @Test
    void aGuardThatIsTheBottleneckReleasesAtItsOwnPace() {
        double[] releases = new OneBlock(DEAR, SEED, 0).releases(1_000);

        assertThat(releases[999]).isBetween(2_999.0, 3_300.0);
    }

    @Test
    void aYearHoldsItsRentalsAndFailures() {
        var year = new LinkFailures(FREE, 5_000).simulate(new Assumed(2_000, 1, 12, 1), SEED);

        assertThat(year.rentals()).isBetween(720_000L, 740_000L);
        assertThat(year.failures()).isBetween(3, 30);
        assertThat(year.duringFailure()).isBetween(1L, year.rentals() / 20);
        assertThat(year).isEqualTo(new LinkFailures(FREE, 5_000).simulate(new Assumed(2_000, 1, 12, 1), SEED));
    }
}
