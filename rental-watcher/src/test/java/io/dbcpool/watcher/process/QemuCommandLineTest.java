package io.dbcpool.watcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words as libvirt 9.0.0 writes them ({@code virsh domxml-to-native qemu-argv}), and as older ones did. */
class QemuCommandLineTest {

    private static final UUID DOMAIN = UUID.fromString("5d4f1c8e-0a3b-4b7e-9d61-2f0c7a9e1b34");

    @Test
    void namesItsDomain() {
        assertThat(line("-name", "guest=owner-vm").findDomain()).contains(DOMAIN);
        assertThat(QemuCommandLine.find("grep\0-uuid\0" + DOMAIN + "\0")).isEmpty();
        assertThat(QemuCommandLine.find("")).isEmpty();
        assertThat(QemuCommandLine.find("qemu\0-uuid\0").orElseThrow().findDomain())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-cpu     | qemu64,hv-relaxed=on,hv-vendor-id=1234567890ab",
                "-cpu     | host,hv_vendor_id=1234567890ab,kvm=off",
                "-blockdev| {\"driver\":\"file\",\"filename\":\"/data/vm_1_abc.qcow2\",\"node-name\":\"libvirt-1-storage\"}",
                "-drive   | file=/data/data_1_abc.qcow2,format=qcow2,if=none",
                "-chardev | socket,id=charchannel0,path=/tmp/channel_5d4f1c8e-0a3b-4b7e-9d61-2f0c7a9e1b34.sock,server=on"
            })
    void bearsWhatTheDbcNodeWritesIntoARentersDomain(String option, String value) {
        assertThat(line(option, value).findRentersMarkers(DOMAIN)).hasSize(1);
    }

    /** Of a Linux guest the DBC node has QEMU take the id back in a second option. */
    @Test
    void theFirstProcessorOptionIsLibvirts() {
        var line = line("-cpu", "host,hv-vendor-id=1234567890ab\0-cpu\0host,kvm=off,hv_vendor_id=null");

        assertThat(line.findRentersMarkers(DOMAIN)).containsExactly("its hyperv vendor id is 1234567890ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-cpu\0host,hv-vendor-id=GenuineIntel",
                "-name\0guest=owner-vm,debug-threads=on",
                "-blockdev\0{\"driver\":\"file\",\"filename\":\"/srv/owner.qcow2\"}",
                "-chardev\0socket,id=charmonitor,path=/var/lib/libvirt/qemu/domain-1-owner-vm/monitor.sock",
                "-fw_cfg\0hv-vendor-id=1234567890ab"
            })
    void theOwnersBearsNone(String words) {
        assertThat(QemuCommandLine.find("/usr/bin/qemu-system-x86_64\0" + words + "\0-uuid\0" + DOMAIN + "\0")
                        .orElseThrow()
                        .findRentersMarkers(DOMAIN))
                .isEmpty();
    }

    private static QemuCommandLine line(String option, String value) {
        return QemuCommandLine.find("/usr/bin/qemu-system-x86_64\0%s\0%s\0-uuid\0%s\0".formatted(option, value, DOMAIN))
                .orElseThrow();
    }
}
