package io.dbcpool.host.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelClockTest {

    @TempDir
    private Path folder;

    @Test
    void timesyncdsFileIsAWordForTheClock() throws IOException {
        var file = Files.createFile(folder.resolve("synchronized"));

        assertThat(new KernelClock(file).findInStep())
                .hasValueSatisfying(says -> assertThat(says).containsAnyOf("kernel", file.toString()));
    }

    @Test
    void withoutThatFileOnlyTheKernelsWordCounts() {
        assertThat(new KernelClock(folder.resolve("none")).findInStep())
                .satisfiesAnyOf(
                        says -> assertThat(says).isEmpty(),
                        says -> assertThat(says).contains("the kernel's clock is kept in step by a time service"));
    }
}
