package io.dbcpool.cli.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.cli.own.OwnMarks.Done;
import io.dbcpool.cli.own.OwnMarks.Owned;
import io.dbcpool.cli.own.OwnMarks.Refused;
import io.dbcpool.cli.own.OwnMarks.Unchanged;
import io.dbcpool.cli.own.OwnMarks.Unknown;
import io.dbcpool.hypervisor.ownership.OwnDomains;
import io.dbcpool.hypervisor.ownership.Ownership;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import io.dbcpool.parts.libvirt.QemuDomain;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real libvirtd and QEMU. */
class OwnMarksIT {

    private static LoopbackLibvirtd libvirtd;

    @TempDir
    private Path state;

    @BeforeAll
    static void start() {
        libvirtd = LoopbackLibvirtd.start(Path.of("target", "libvirt", "own-marks"));
    }

    @AfterAll
    static void stop() {
        if (libvirtd != null) {
            libvirtd.close();
        }
    }

    private static String name(String kind) {
        return "own-%s-%s".formatted(kind, UUID.randomUUID().toString().substring(0, 8));
    }

    private OwnMarks open() throws Exception {
        return OwnMarks.open(uri(), MarkLedger.in(state), new OwnDomains(List.of()));
    }

    private static URI uri() {
        return libvirtd.connectionUri();
    }

    @Test
    void aMarkedDomainIsTheOwnersWhileItRunsAndAfterItsNextStart() throws Exception {
        try (var domain = QemuDomain.start(uri(), DomainShape.named(name("vm")).withPersistence());
                var marks = open()) {
            assertThat(find(marks, domain).ownership()).isEqualTo(Ownership.UNKNOWN);

            assertThat(marks.add(domain.name())).isInstanceOf(Done.class);
            assertThat(marks.add(domain.uuid().toString())).isInstanceOf(Unchanged.class);
            assertThat(find(marks, domain))
                    .isEqualTo(new Owned(
                            domain.uuid(),
                            domain.name(),
                            true,
                            Ownership.OWNER,
                            "it carries our mark in its metadata",
                            "ours"));
            assertThat(Files.readString(state.resolve("own-marks"))).startsWith(domain.uuid() + " ");

            ProcessHandle.of(domain.pid()).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(20)).until(() -> domain.state().equals("shut off"));
            domain.startAgain();
            assertThat(find(marks, domain).mark()).isEqualTo("ours");

            assertThat(marks.remove(domain.name())).isInstanceOf(Done.class);
            assertThat(marks.remove(domain.name())).isInstanceOf(Unchanged.class);
            assertThat(find(marks, domain).mark()).isEqualTo("none");
            assertThat(Files.readString(state.resolve("own-marks"))).isEmpty();
        }
    }

    @Test
    void whatLooksLikeARentersOrAVerifiersIsNeverMarked() throws Exception {
        try (var renter = QemuDomain.start(
                        uri(), DomainShape.named(name("renter")).withRentersMarkers());
                var verifier = QemuDomain.start(uri(), DomainShape.named("vm_check_" + System.nanoTime()));
                var chosen = QemuDomain.start(
                        uri(),
                        DomainShape.named(
                                UUID.randomUUID().toString().replace("-", "").substring(0, 21)));
                var marks = open()) {
            for (var domain : List.of(renter, verifier, chosen)) {
                assertThat(marks.add(domain.name())).isInstanceOf(Refused.class);
                assertThat(find(marks, domain).mark()).isEqualTo("none");
            }
            assertThat(state.resolve("own-marks")).doesNotExist();
        }
    }

    @Test
    void aMarkThatCameWithACopyIsStrangeAndMarkingItMakesItOurs() throws Exception {
        try (var copy = QemuDomain.start(uri(), DomainShape.named(name("copy")).withOwnerMark("0".repeat(32)));
                var marks = open()) {
            assertThat(find(marks, copy).mark()).isEqualTo("strange");

            assertThat(marks.add(copy.name())).isInstanceOf(Done.class);
            assertThat(find(marks, copy).mark()).isEqualTo("ours");
        }
    }

    @Test
    void aDomainThatIsNotThereIsNamedSo() throws Exception {
        try (var marks = open()) {
            assertThat(marks.add("no-such-vm")).isInstanceOf(Unknown.class);
            assertThat(marks.remove("no-such-vm")).isInstanceOf(Unknown.class);
        }
    }

    private static Owned find(OwnMarks marks, QemuDomain domain) throws Exception {
        return marks.list().stream()
                .filter(one -> one.uuid().equals(domain.uuid()))
                .findFirst()
                .orElseThrow();
    }
}
