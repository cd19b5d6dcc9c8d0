package io.dbcpool.watcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFsTest {

    private static final UUID DOMAIN = UUID.fromString("5d4f1c8e-0a3b-4b7e-9d61-2f0c7a9e1b34");

    @TempDir
    Path root;

    private ProcFs proc;

    @BeforeEach
    void makeRoot() throws IOException {
        proc = new ProcFs(root);
        process(1, "init", 'S', 1, "/sbin/init");
    }

    @Test
    void aNameWithSpacesAndParenthesesDoesNotShiftTheFields() throws IOException {
        process(42, "qemu) S 1 (x", 'S', 987, "qemu-system-x86_64", "-uuid", DOMAIN.toString());

        assertThat(proc.findQemu(DOMAIN)).contains(new QemuProcess(42, 987, DOMAIN));
    }

    @Test
    void aProcessThatOnlyWaitsToBeCollectedIsNotAlive() throws IOException {
        process(42, "qemu", 'Z', 987, "qemu", "-uuid", DOMAIN.toString());

        assertThat(proc.isAlive(new QemuProcess(42, 987, DOMAIN))).isFalse();
    }

    /** A thread that is stuck in the kernel, in a device's release for example, keeps the process from ending. */
    @Test
    void aProcessWithAThreadLeftHasNotEnded() throws IOException {
        process(42, "qemu", 'Z', 987, "qemu", "-uuid", DOMAIN.toString());
        Files.createDirectories(root.resolve("42/task/42"));
        assertThat(proc.isAlive(new QemuProcess(42, 987, DOMAIN))).isFalse();

        Files.createDirectories(root.resolve("42/task/43"));
        assertThat(proc.isAlive(new QemuProcess(42, 987, DOMAIN))).isTrue();
    }

    @Test
    void aProcessWhoseFirstThreadHasEndedIsKnownByAnotherThread() throws IOException {
        process(42, "qemu", 'Z', 2, 987);
        Path first = Files.createDirectories(root.resolve("42/task/42"));
        Files.writeString(first.resolve("cmdline"), "");
        assertThat(proc.findQemu(DOMAIN)).isEmpty();

        Path second = Files.createDirectories(root.resolve("42/task/43"));
        Files.writeString(second.resolve("cmdline"), "qemu\0-uuid\0" + DOMAIN + "\0");
        assertThat(proc.findQemu(DOMAIN)).contains(new QemuProcess(42, 987, DOMAIN));
    }

    /** A host has hundreds of threads of the kernel's own, and each would cost a look at its only one. */
    @Test
    void aProcessWithoutACommandLineAndAnotherThreadIsNotLookedAtCloser() throws IOException {
        process(42, "kworker/0:1", 'I', 1, 987);
        Path only = Files.createDirectories(root.resolve("42/task/42"));
        Files.writeString(only.resolve("cmdline"), "qemu\0-uuid\0" + DOMAIN + "\0"); // what is read would be found

        assertThat(proc.findQemu(DOMAIN)).isEmpty();
    }

    @Test
    void findsEachOfManyDomainsByItsOwnProcess() throws IOException {
        for (int i = 1; i <= 40; i++) {
            process(100 + i, "qemu", 'S', 900 + i, "qemu", "-uuid", new UUID(3, i).toString());
        }

        assertThat(IntStream.rangeClosed(1, 41)
                        .parallel()
                        .mapToObj(i -> proc.findQemu(new UUID(3, i)))
                        .toList())
                .isEqualTo(Stream.concat(
                                IntStream.rangeClosed(1, 40)
                                        .mapToObj(i -> Optional.of(new QemuProcess(100 + i, 900 + i, new UUID(3, i)))),
                                Stream.of(Optional.<QemuProcess>empty()))
                        .toList());
    }

    @Test
    void aUuidElsewhereInTheCommandLineIsNoDomain() throws IOException {
        process(42, "qemu", 'S', 987, "qemu", "-name", DOMAIN.toString());
        process(43, "grep", 'S', 988, "grep", "-uuid", DOMAIN.toString());

        assertThat(proc.findQemu(DOMAIN)).isEmpty();
    }

    /** It bears the UUID of the owner's domain, which was defined anew, and libvirt cannot be asked. */
    @Test
    void aRentersDomainIsNotTheOwnersWhateverItsUuid() throws IOException {
        String id = DOMAIN.toString();
        process(42, "qemu", 'S', 987, "qemu", "-cpu", "host,kvm=off,hv-vendor-id=1234567890ab", "-uuid", id);
        assertThat(proc.findQemu(DOMAIN)).isEmpty();

        process(43, "qemu", 'S', 988, "qemu", "-cpu", "host,kvm=off", "-uuid", id);
        assertThat(proc.findQemu(DOMAIN)).contains(new QemuProcess(43, 988, DOMAIN));
    }

    @Test
    void truncatedFilesAreNoProcess() throws IOException {
        Files.createDirectories(root.resolve("44"));
        Files.writeString(root.resolve("44/stat"), "44 (qemu) S 1 2");
        Files.writeString(root.resolve("44/cmdline"), "qemu\0-uuid\0" + DOMAIN + "\0");

        assertThat(proc.findQemu(DOMAIN)).isEmpty();
    }

    @Test
    void oneThatCannotBeReadMayBeTheOneThatIsLookedFor() throws IOException {
        process(42, "qemu", 'S', 1, 987);
        makeUnreadable("42/cmdline");

        assertThatThrownBy(() -> proc.findQemu(DOMAIN))
                .isInstanceOf(ProcessLookException.class)
                .hasMessageContaining("process 42 cannot be looked at");
    }

    @Test
    void oneThatCannotBeReadHidesNoOther() throws IOException {
        process(42, "qemu", 'S', 1, 987);
        makeUnreadable("42/cmdline");
        process(43, "qemu", 'S', 988, "qemu", "-uuid", DOMAIN.toString());

        assertThat(proc.findQemu(DOMAIN)).contains(new QemuProcess(43, 988, DOMAIN));
    }

    @Test
    void whereTheFirstProcessIsNotToBeSeenOthersAreHidden() throws IOException {
        Files.delete(root.resolve("1/stat"));
        Files.delete(root.resolve("1/cmdline"));
        Files.delete(root.resolve("1"));

        assertThatThrownBy(() -> proc.findQemu(DOMAIN))
                .isInstanceOf(ProcessLookException.class)
                .hasMessageContaining("hidepid");
    }

    @Test
    void whereNothingCanBeListedNothingIsSaid() {
        var nowhere = new ProcFs(root.resolve("nowhere"));

        assertThatThrownBy(() -> nowhere.findQemu(DOMAIN))
                .isInstanceOf(ProcessLookException.class)
                .hasMessageContaining("cannot be listed");
    }

    @Test
    void oneWhoseStateCannotBeReadHasNotEnded() throws IOException {
        Files.createDirectories(root.resolve("42"));
        makeUnreadable("42/stat");

        assertThatThrownBy(() -> proc.isAlive(new QemuProcess(42, 987, DOMAIN)))
                .isInstanceOf(ProcessLookException.class);
        assertThat(proc.isAlive(new QemuProcess(43, 987, DOMAIN))).isFalse();
    }

    /** The kernel takes the command line of one that ends before it takes its devices. */
    @Test
    void oneThatSaysNothingOfItselfIsNotAnother() throws IOException {
        process(42, "qemu", 'D', 1, 987);
        process(43, "qemu", 'S', 988, "qemu", "-uuid", DOMAIN.toString());

        assertThat(proc.runsAnother(42, DOMAIN)).isFalse();
        assertThat(proc.runsAnother(43, DOMAIN)).isFalse();
        assertThat(proc.runsAnother(43, new UUID(3, 1))).isTrue();
        assertThat(proc.runsAnother(1, DOMAIN)).isTrue();
    }

    /** Reading it fails for root too, which a file's mode does not bring about. */
    private void makeUnreadable(String file) throws IOException {
        Files.deleteIfExists(root.resolve(file));
        Files.createDirectory(root.resolve(file));
    }

    @Test
    void listsTheGpusDeviceNodesOnly() throws IOException {
        process(42, "qemu", 'S', 987, "qemu", "-uuid", DOMAIN.toString());
        Path files = Files.createDirectories(root.resolve("42/fd"));
        Files.createSymbolicLink(files.resolve("3"), Path.of("/dev/vfio/17"));
        Files.createSymbolicLink(files.resolve("4"), Path.of("/dev/vfio/devices/vfio0"));
        Files.createSymbolicLink(files.resolve("5"), Path.of("/dev/iommu"));
        Files.createSymbolicLink(files.resolve("6"), Path.of("/dev/kvm"));

        assertThat(proc.listDevices(42)).contains(List.of("/dev/iommu", "/dev/vfio/17", "/dev/vfio/devices/vfio0"));
        assertThat(proc.listDevices(43)).isEmpty();
    }

    private void process(int pid, String name, char state, long startTicks, String... arguments) throws IOException {
        process(pid, name, state, 1, startTicks);
        Files.writeString(root.resolve(pid + "/cmdline"), String.join("\0", arguments) + "\0");
    }

    /** One that the kernel knows no command line of. */
    private void process(int pid, String name, char state, int threads, long startTicks) throws IOException {
        Path folder = Files.createDirectories(root.resolve(String.valueOf(pid)));
        Files.writeString(
                folder.resolve("stat"),
                "%d (%s) %c 1 1 1 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 %d 0 %d 1 1"
                        .formatted(pid, name, state, threads, startTicks));
        Files.writeString(folder.resolve("cmdline"), "");
    }
}
