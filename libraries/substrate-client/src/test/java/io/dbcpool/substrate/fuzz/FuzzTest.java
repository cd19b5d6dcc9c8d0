package io.dbcpool.substrate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Any bytes into any decoder: a value or a refusal with its position, in no time and no memory to speak of.
 *
 * <p>{@code -Dsubstrate.fuzz.executions=N} gives each decoder so many instead of a second or two,
 * {@code -Dsubstrate.fuzz.millis=N} so much time, and {@code -Dsubstrate.fuzz.seed=N} other ones. An input that is a
 * fault is written to {@code target/fuzz}; it belongs into {@code src/test/resources/fuzz/DECODER}, from where every
 * later run begins.
 */
class FuzzTest {

    private static final long SEED = Long.getLong("substrate.fuzz.seed", 20_261_128);

    /** 0: as many as fit into {@link #SHORT_RUN_NANOS}. */
    private static final long EXECUTIONS = Long.getLong("substrate.fuzz.executions", 0);

    private static final long SHORT_RUN_NANOS = Long.getLong("substrate.fuzz.millis", 1_500) * 1_000_000;

    /** By the thread's own CPU time, which other processes do not lengthen. */
    private static final long MAX_NANOS = 2_000_000_000L;

    /** A parser's tables, messages, class loading at the first call. */
    private static final long FREE_BYTES = 2_000_000;

    /** A value of one byte is an object with a name and its place in a map. */
    private static final long MAX_BYTES_PER_BYTE = 2_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void anyBytesAreAValueOrARefusal(FuzzTarget target) throws IOException {
        List<byte[]> seeds = Seeds.of(target);
        // What is loaded and made at the first call is no input's doing.
        target.takes(seeds.get(0));
        long executions = 0;
        long taken = 0;
        for (byte[] seed : seeds) {
            executions++;
            taken += judge(target, seed) ? 1 : 0;
        }
        assertThat(taken).as("valid seeds of " + target).isPositive();
        Mutator mutator = new Mutator(SEED, seeds);
        long end = System.nanoTime() + SHORT_RUN_NANOS;
        while (EXECUTIONS > 0 ? executions < EXECUTIONS : System.nanoTime() < end) {
            executions++;
            taken += judge(target, mutator.next()) ? 1 : 0;
        }
        assertThat(executions).isGreaterThan(taken);
        System.out.printf("fuzz %s: %,d executions, %,d of them valid, seed %d%n", target, executions, taken, SEED);
    }

    private static boolean judge(FuzzTarget target, byte[] input) throws IOException {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        try {
            boolean taken = target.takes(input);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            cpu = THREADS.getCurrentThreadCpuTime() - cpu;
            assertThat(allocated)
                    .as("bytes allocated for %d bytes of input", input.length)
                    .isLessThan(FREE_BYTES + MAX_BYTES_PER_BYTE * input.length);
            assertThat(cpu).as("nanoseconds of CPU time").isLessThan(MAX_NANOS);
            return taken;
        } catch (RuntimeException | Error fault) {
            Path kept = keep(target, input);
            throw new AssertionError(
                    "%s answers %s to %s, kept as %s"
                            .formatted(target, fault, HexFormat.of().formatHex(input), kept),
                    fault);
        }
    }

    private static Path keep(FuzzTarget target, byte[] input) throws IOException {
        Path folder = Path.of("target/fuzz", target.name().toLowerCase(Locale.ROOT));
        Files.createDirectories(folder);
        return Files.write(folder.resolve("seed-%d-%d-bytes".formatted(SEED, input.length)), input);
    }
}
