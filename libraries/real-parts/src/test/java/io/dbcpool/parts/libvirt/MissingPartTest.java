package io.dbcpool.parts.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MissingPartTest {

    @Test
    void namesEachProgramAndEachPackageOnce() {
        List<MissingPart> missing = List.of(
                new MissingPart("libvirtd", "libvirt-daemon-system"),
                new MissingPart("tini", "tini"),
                new MissingPart("virtlogd", "libvirt-daemon-system"));

        assertThatThrownBy(() -> MissingPart.requireNone(missing))
                .isInstanceOf(PartsException.class)
                .hasMessage("not installed: libvirtd, tini, virtlogd; on Debian or Ubuntu:"
                        + " apt-get install --no-install-recommends libvirt-daemon-system tini");
        assertThatCode(() -> MissingPart.requireNone(List.of())).doesNotThrowAnyException();
    }

    @Test
    void findsWhatEveryMachineHasAndNothingElse() {
        assertThat(MissingPart.find("sh")).isPresent();
        assertThat(MissingPart.find("no-such-program-" + hashCode())).isEmpty();
    }
}
