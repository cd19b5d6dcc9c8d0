package io.dbcpool.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketDropsTest {

    private static final String HEADING =
            "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops             ";

    @TempDir
    private Path proc;

    @Test
    void readsTheKernelsTable() {
        assertThat(ProcNetUdp.parse(List.of(
                        HEADING,
                        " 1172: 00000000:D903 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 81726 2 00000000cba8fd34 4711              ",
                        " 7: 00000000000000000000000001000000:D903 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 9 2 0000000000000000 0",
                        "cut off: 00000000:D903")))
                .containsExactly(new ProcNetUdp(55_555, 81_726, 4_711), new ProcNetUdp(55_555, 9, 0));
    }

    @Test
    void countsOwnSocketsOnThatPortAndForgetsNothingWhenOneIsReplaced() throws IOException {
        var drops = new SocketDrops(proc);
        own(7, 8);

        table(row("D903", 7, 10), row("D903", 99, 1_000), row("D904", 8, 500));
        assertThat(drops.total(55_555)).isEqualTo(10);
        table(row("D903", 7, 12));
        assertThat(drops.total(55_555)).isEqualTo(12);
        table(row("D903", 8, 3));
        assertThat(drops.total(55_555)).isEqualTo(15);
    }

    @Test
    void whereTheKernelDoesNotSayItStaysAsItWas() {
        assertThat(new SocketDrops(proc.resolve("nowhere")).total(55_555)).isZero();
    }

    private void own(long... inodes) throws IOException {
        Path descriptors = Files.createDirectories(proc.resolve("self/fd"));
        for (long inode : inodes) {
            Files.createSymbolicLink(descriptors.resolve("" + inode), Path.of("socket:[" + inode + "]"));
        }
        Files.createFile(descriptors.resolve("0"));
    }

    private void table(String... rows) throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(proc.resolve("net/udp"), HEADING + "\n" + String.join("\n", rows) + "\n");
    }

    private static String row(String port, long inode, long drops) {
        return " 1: 00000000:%s 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 %d 2 0000000000000000 %d"
                .formatted(port, inode, drops);
    }
}
