package io.dbcpool.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.hypervisor.DomainDefinition;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainXmlTest {

    /** As libvirt shows a domain of a DBC node: DBC node {@code vm_client.cpp}, createXmlStr. */
    private static final String RENTERS = """
            <domain type='kvm' id='7' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
              <name>75M7MfQsC1WopDZigxf21c</name>
              <uuid>5D4F3C2B-0a19-4877-8665-54433221100f</uuid>
              <features><acpi/><hyperv mode='custom'><vendor_id state='on' value='1234567890ab'/></hyperv></features>
              <on_poweroff>destroy</on_poweroff>
              <devices>
                <disk type='file' device='disk'>
                  <source file='/data/vm_12345_1700000000.qcow2' index='2'/>
                  <backingStore type='file'><source file='/data/ubuntu.qcow2'/></backingStore>
                </disk>
                <disk type='block' device='disk'><source dev='/dev/nvme0n1'/></disk>
                <disk type='file' device='cdrom'/>
                <interface type='network'>
                  <source network='default'/>
                  <filterref filter='75M7MfQsC1WopDZigxf21c'><parameter name='CTRL_IP_LEARNING' value='dhcp'/></filterref>
                </interface>
                <channel type='unix'>
                  <source mode='bind' path='/tmp/channel_5d4f3c2b-0a19-4877-8665-54433221100f.sock'/>
                  <target type='virtio' name='org.qemu.guest_agent.0' state='disconnected'/>
                </channel>
                <hostdev mode='subsystem' type='pci' managed='yes'>
                  <source><address domain='0x0000' bus='0x17' slot='0x00' function='0x1'/></source>
                  <address type='pci' domain='0x0000' bus='0x00' slot='0x06' function='0x0'/>
                </hostdev>
              </devices>
            </domain>
            """;

    @Test
    void readsWhatADbcNodeWrites() {
        assertThat(DomainXml.read(RENTERS))
                .isEqualTo(new DomainXml.Read(new DomainDefinition(
                        UUID.fromString("5d4f3c2b-0a19-4877-8665-54433221100f"),
                        "75M7MfQsC1WopDZigxf21c",
                        "kvm",
                        "destroy",
                        List.of("75M7MfQsC1WopDZigxf21c"),
                        List.of("/data/vm_12345_1700000000.qcow2", "/dev/nvme0n1"),
                        List.of("/tmp/channel_5d4f3c2b-0a19-4877-8665-54433221100f.sock"),
                        Optional.of("1234567890ab"),
                        true,
                        List.of("0000:17:00.1"),
                        Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            <d:own xmlns:d='https://dbcpool.io/xmlns/owner/1' nonce='a1'/>,   a1
            <own xmlns='https://dbcpool.io/xmlns/owner/1' nonce='a1'/>,       a1
            <own xmlns='https://dbcpool.io/xmlns/owner/1' nonce=' '/>,
            <own xmlns='https://dbcpool.io/xmlns/owner/1'/>,
            <own xmlns='https://example.org/' nonce='a1'/>,
            <own nonce='a1'/>,
            <x><own xmlns='https://dbcpool.io/xmlns/owner/1' nonce='a1'/></x>,
            """)
    void readsOurMarkByItsNamespace(String metadata, String nonce) {
        DomainXml.Outcome outcome = DomainXml.read(domain("<metadata>" + metadata + "</metadata>"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        DomainXml.Read.class,
                        read -> assertThat(read.definition().ownerMark()).isEqualTo(Optional.ofNullable(nonce)));
    }

    @Test
    void aRebootOnPowerOffIsKept() {
        assertThat(DomainXml.read(domain("<on_poweroff>restart</on_poweroff>")))
                .isInstanceOfSatisfying(
                        DomainXml.Read.class,
                        read -> assertThat(read.definition().onPoweroff()).isEqualTo("restart"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(textBlock = """
            '',                                                  Premature end of file
            nonsense,                                            line 1
            <network/>,                                          'wanted <domain>, found <network>'
            <domain/>,                                           'wanted a UUID in <uuid>, found none'
            <domain><uuid>1</uuid></domain>,                     'wanted a UUID in <uuid>, found 1'
            <domain><uuid>5d4f3c2b-0a19-4877-8665-54433221100f</uuid></domain>, 'wanted a <name>, found none'
            <!DOCTYPE a SYSTEM 'file:///etc/passwd'><domain/>,   DOCTYPE is disallowed
            """)
    void refusesNonsenseWithAReason(String xml, String reason) {
        assertThat(DomainXml.read(xml))
                .isInstanceOfSatisfying(
                        DomainXml.Refused.class,
                        refused -> assertThat(refused.reason()).contains(reason));
    }

    @Test
    void refusesWhatIsTooLongUnread() {
        assertThat(DomainXml.read(" ".repeat(DomainXml.MAX_CHARS + 1)))
                .isEqualTo(new DomainXml.Refused("wanted at most 1048576 characters, found 1048577"));
        assertThat(DomainXml.read(
                        domain(" ".repeat(DomainXml.MAX_CHARS - domain("").length()))))
                .isInstanceOf(DomainXml.Read.class);
    }

    @Test
    void entitiesDoNotMultiply() {
        String laughs = "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><domain><name>&b;</name></domain>";

        assertThat(DomainXml.read(laughs)).isInstanceOf(DomainXml.Refused.class);
    }

    private static String domain(String content) {
        return "<domain type='qemu'><name>d</name><uuid>5d4f3c2b-0a19-4877-8665-54433221100f</uuid>" + content
                + "</domain>";
    }
}
