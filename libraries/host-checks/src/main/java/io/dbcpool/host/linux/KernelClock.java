package io.dbcpool.host.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Asks Linux whether a time service keeps its clock in step. */
public final class KernelClock {

    private static final System.Logger LOG = System.getLogger(KernelClock.class.getName());

    /** {@code TIME_ERROR} of {@code sys/timex.h}: not in step, as every other answer is. */
    private static final int TIME_ERROR = 5;

    /** {@code struct timex} has 208 bytes on 64 bits, 128 on 32. */
    private static final int TIMEX_BYTES = 512;

    /** Where systemd-timesyncd leaves a file once it was in step. */
    private static final Path TIMESYNCD = Path.of("/run/systemd/timesync/synchronized");

    private final Path timesyncd;

    public KernelClock() {
        this(TIMESYNCD);
    }

    public KernelClock(Path timesyncd) {
        this.timesyncd = timesyncd;
    }

    /** Who says that the clock is in step; empty where nobody says so, which does not mean that it is not. */
    public Optional<String> findInStep() {
        if (saysKernel()) {
            return Optional.of("the kernel's clock is kept in step by a time service");
        }
        return Files.exists(timesyncd)
                ? Optional.of("systemd-timesyncd was in step (%s)".formatted(timesyncd))
                : Optional.empty();
    }

    private static boolean saysKernel() {
        try (var timex = new Memory(TIMEX_BYTES)) {
            // All modes zero: only asks.
            timex.clear();
            int answer = Libc.adjtimex(timex);
            return answer >= 0 && answer != TIME_ERROR;
        } catch (LinkageError e) {
            LOG.log(System.Logger.Level.DEBUG, "no adjtimex here", e);
            return false;
        }
    }

    private static final class Libc {

        static {
            Native.register(Libc.class, "c");
        }

        private Libc() {}

        static native int adjtimex(Pointer timex);
    }
}
