package io.dbcpool.watcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SysFsTest {

    @TempDir
    Path sys;

    @ParameterizedTest
    @CsvSource({
        "0::/machine.slice/machine-qemu\\x2d1\\x2dvm.scope/libvirt/emulator, /machine.slice/machine-qemu\\x2d1\\x2dvm.scope",
        "0::/machine/qemu-1-vm.libvirt-qemu/emulator, /machine/qemu-1-vm.libvirt-qemu",
        "'12:devices:/machine/qemu-1-vm.libvirt-qemu/emulator', devices:/machine/qemu-1-vm.libvirt-qemu",
        "0::/system.slice/libvirtd.service,",
        "0::/,",
        "no cgroup,",
    })
    void theDomainsOwnGroupIsKnownByLibvirtsNames(String lines, String own) {
        assertThat(DomainCgroup.find(lines).orElse(null)).isEqualTo(own);
    }

    @Test
    void theUnifiedHierarchyComesFirst() {
        assertThat(DomainCgroup.find("3:devices:/machine/qemu-1-a.libvirt-qemu\n0::/machine/qemu-1-b.libvirt-qemu\n"))
                .contains("/machine/qemu-1-b.libvirt-qemu");
    }

    @Test
    void processesBelowAreCountedAndAGroupThatIsGoneHasNone() throws IOException {
        Path root = Files.createDirectories(sys.resolve("fs/cgroup"));
        Files.writeString(root.resolve("cgroup.procs"), "1\n");
        Path own = root.resolve("machine/qemu-1-vm.libvirt-qemu");
        Path below = Files.createDirectories(own.resolve("emulator"));
        Files.writeString(own.resolve("cgroup.procs"), "");
        Files.writeString(below.resolve("cgroup.procs"), "42\n43\n");
        var found = new SysFs(sys);

        assertThat(found.countProcesses("/machine/qemu-1-vm.libvirt-qemu")).contains(2);
        Files.writeString(below.resolve("cgroup.procs"), "");
        assertThat(found.countProcesses("/machine/qemu-1-vm.libvirt-qemu")).contains(0);
        assertThat(found.countProcesses("/machine/qemu-9-gone.libvirt-qemu")).contains(0);
        assertThat(found.countProcesses("devices:/machine/qemu-1-vm.libvirt-qemu"))
                .isEmpty();
    }

    @Test
    void freeHugePagesOfAllSizesAreAdded() throws IOException {
        assertThat(new SysFs(sys).findFreeHugepagesKb()).isEmpty();
        for (String[] size : new String[][] {{"2048", "3"}, {"1048576", "1"}}) {
            Path pages = Files.createDirectories(sys.resolve("kernel/mm/hugepages/hugepages-%skB".formatted(size[0])));
            Files.writeString(pages.resolve("free_hugepages"), size[1] + "\n");
        }

        assertThat(new SysFs(sys).findFreeHugepagesKb()).contains(3 * 2048L + 1048576L);
    }
}
