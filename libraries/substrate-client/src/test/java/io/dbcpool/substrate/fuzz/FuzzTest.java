package io.dbcpool.substrate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Any bytes into any decoder: a value or a refusal with its position, in no time and no memory to speak of.
 *
 * <p>{@code -Dsubstrate.fuzz.executions=N} gives each decoder so many instead of a second or two,
 * {@code -Dsubstrate.fuzz.millis=N} so much time, and {@code -Dsubstrate.fuzz.seed=N} other ones. The message says
 * which input is a fault, in hex; it becomes a line of {@code src/test/resources/fuzz/DECODER.hex}, from where every
 * later run begins. {@code -Dsubstrate.fuzz.grow=true} adds to these files what was refused where nothing was before.
 */
class FuzzTest {

    private static final long SEED = Long.getLong("substrate.fuzz.seed", 20_261_128);

    /** 0: as many as fit into {@link #SHORT_RUN_NANOS}. */
    private static final long EXECUTIONS = Long.getLong("substrate.fuzz.executions", 0);

    /** Whether the corpus takes up what is new. */
    private static final boolean GROWS = Boolean.getBoolean("substrate.fuzz.grow");

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
        Corpus corpus = Corpus.of(target);
        List<byte[]> valid = Seeds.of(target);
        // What is loaded and made at the first call is no input's doing.
        target.refusalOf(valid.get(0));
        long executions = 0;
        long taken = 0;
        for (byte[] input : valid) {
            executions++;
            taken += judge(target, input).isEmpty() ? 1 : 0;
        }
        assertThat(taken).as("valid inputs of " + target).isPositive();
        for (byte[] input : corpus.inputs()) {
            executions++;
            Optional<Exception> refusal = judge(target, input);
            refusal.ifPresent(corpus::isNewPlace);
            taken += refusal.isEmpty() ? 1 : 0;
        }
        Mutator mutator = new Mutator(SEED, valid, corpus.inputs());
        long end = System.nanoTime() + SHORT_RUN_NANOS;
        while (EXECUTIONS > 0 ? executions < EXECUTIONS : System.nanoTime() < end) {
            executions++;
            byte[] input = mutator.next();
            Optional<Exception> refusal = judge(target, input);
            taken += refusal.isEmpty() ? 1 : 0;
            if (GROWS && refusal.isPresent() && corpus.isNewPlace(refusal.get())) {
                corpus.keep(input);
            }
        }
        if (GROWS) {
            corpus.write();
        }
        assertThat(executions).isGreaterThan(taken);
        System.out.printf("fuzz %s: %,d executions, %,d of them valid, seed %d%n", target, executions, taken, SEED);
    }

    private static Optional<Exception> judge(FuzzTarget target, byte[] input) throws IOException {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        try {
            Optional<Exception> refusal = target.refusalOf(input);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            cpu = THREADS.getCurrentThreadCpuTime() - cpu;
            assertThat(allocated)
                    .as("bytes allocated for %d bytes of input", input.length)
                    .isLessThan(FREE_BYTES + MAX_BYTES_PER_BYTE * input.length);
            assertThat(cpu).as("nanoseconds of CPU time").isLessThan(MAX_NANOS);
            return refusal;
        } catch (RuntimeException | Error fault) {
            throw new AssertionError(
                    "%s answers %s to %s"
                            .formatted(target, fault, HexFormat.of().formatHex(input)),
                    fault);
        }
    }
}
