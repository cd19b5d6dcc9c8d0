package io.dbcpool.watcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * As many histories as fit in the time. {@code -Ddbcpool.seed=N} plays one again and prints what happened in it;
 * {@code -Ddbcpool.long=true} goes on for hours where the last long run stopped; {@code -Ddbcpool.storm=true} lets more
 * befall at once. See {@code docs/simulation.md}.
 */
class SimulatedHistoriesIT {

    private static final long FIRST_SEED = 1;
    private static final long MOST = 100_000;
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    @Test
    void noHistoryBreaksAnInvariant() {
        assumeThat(System.getProperty("dbcpool.seed")).isNull();
        var series = Series.play(FIRST_SEED, MOST, AT_MOST, Runtime.getRuntime().availableProcessors());
        System.out.println("simulation: " + series.describe());

        assertThat(series.count()).isGreaterThan(100);
        assertThat(series.broken())
                .as("play one again: ./mvnw -pl rental-watcher -am verify -Dit.test=SimulatedHistoriesIT"
                        + " -Dtest=NoSuchTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dfailsafe.failIfNoSpecifiedTests=false -Ddbcpool.seed=SEED -Ddbcpool.diary=true")
                .isEmpty();
    }

    /** The same seed is the same history, to the last word. */
    @Test
    void aSeedIsAHistory() {
        assertThat(Played.of(7)).isEqualTo(Played.of(7));
        assertThat(Played.of(8)).isNotEqualTo(Played.of(7));
    }

    /** Each was the first to show what is mended, mostly a defect: {@code docs/simulation.md} says which. */
    @ParameterizedTest
    @ValueSource(
            longs = {
                2_001_837,
                2_037_228,
                2_149_056,
                2_155_443,
                2_162_035,
                2_162_508,
                2_196_643,
                4_013_919,
                4_030_910,
                4_055_191,
                4_103_790,
                5_022_768,
                5_031_620,
                5_053_563,
                5_098_627,
                5_145_529,
                5_251_323,
                5_277_346,
                5_633_553,
                6_014_729,
                6_074_909,
                7_014_467,
                7_198_948,
                7_279_642,
                7_319_138,
                7_398_232,
                9_194_027,
                9_249_912,
                9_357_207,
                9_391_920,
                9_564_894,
                9_618_634,
                9_685_894,
                9_930_069,
                10_937_210,
                11_172_575,
                11_286_786,
                12_009_912,
                12_061_316,
                12_232_717,
                12_522_286,
                20_063_167,
                20_713_266,
                21_166_434,
                30_500_107,
                41_271_640,
                41_396_437,
                44_031_525,
                44_333_257,
                44_337_057,
                44_458_348,
                44_637_238,
                45_041_315,
                45_374_484,
                45_628_778,
                47_628_664,
                48_751_493,
                51_199_949,
                54_281_415,
                54_895_744,
                55_243_790,
                56_976_567,
                57_194_024,
                70_055_815,
                70_165_453,
                71_835_128,
                72_151_645,
                74_644_984
            })
    void whatOnceBrokeHolds(long seed) {
        assumeThat(System.getProperty("dbcpool.seed")).isNull();
        Series.quiet();

        assertThat(Replay.play(seed, Weather.CHANGEABLE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                60_006_610,
                60_011_619,
                60_022_077,
                60_039_054,
                60_111_356,
                60_143_504,
                60_172_933,
                60_175_259,
                60_186_811,
                60_214_929,
                60_241_196,
                60_250_803,
                60_257_221,
                60_307_152,
                60_344_400,
                60_409_070,
                60_518_143,
                60_518_718,
                60_623_997,
                60_628_648,
                60_644_078,
                60_648_391,
                60_654_434,
                60_672_936,
                60_696_249,
                60_737_787,
                60_805_028,
                60_811_306,
                60_932_887,
                60_964_559,
                61_030_286,
                61_054_879
            })
    void whatOnceBrokeInAStormHolds(long seed) {
        assumeThat(System.getProperty("dbcpool.seed")).isNull();
        Series.quiet();

        assertThat(Replay.play(seed, Weather.STORMY)).isEmpty();
    }

    @Test
    void theseSeedsAgain() {
        assumeThat(System.getProperty("dbcpool.seed")).isNotNull();
        Series.quiet();

        assertThat(Replay.seeds(System.getProperty("dbcpool.seed")))
                .allSatisfy(
                        seed -> assertThat(Replay.play(seed, Weather.OF_RUN)).isEmpty());
    }

    @Test
    void manyMoreInALongRun() throws Exception {
        assumeThat(Boolean.getBoolean("dbcpool.long")).isTrue();
        var results = Path.of(System.getProperty("dbcpool.simulation.results", "target/simulation.tsv"));
        Series.playOn(results, 1_000_001, Duration.ofMinutes(Long.getLong("dbcpool.simulation.minutes", 120)), 1);

        assertThat(Files.readAllLines(results))
                .filteredOn(line -> !line.startsWith("#"))
                .allMatch(line -> line.split("\t", -1)[7].equals("0"));
    }
}
