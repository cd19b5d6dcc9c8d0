package io.dbcpool.hypervisor.ownership;

import static io.dbcpool.hypervisor.ownership.Ownership.OWNER;
import static io.dbcpool.hypervisor.ownership.Ownership.RENTER;
import static io.dbcpool.hypervisor.ownership.Ownership.UNKNOWN;
import static io.dbcpool.hypervisor.ownership.Ownership.VERIFIER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.hypervisor.DomainDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OwnDomainsTest {

    private static final UUID ID = UUID.fromString("5d4f3c2b-0a19-4877-8665-54433221100f");

    /** The Base58Check of 123456654321, as a DBC node would make it. */
    private static final String MADE_TASK_ID = "75M7MfQsC1WopDZigxf21c";

    private static final String CHOSEN_TASK_ID = "renterschoice123456789";

    static Stream<Arguments> whoseDomains() {
        return Stream.of(
                arguments("nobody claims it", named("web-1"), List.of(), UNKNOWN),
                arguments("listed by name", named("owner-vm-1"), List.of("owner-vm-1"), OWNER),
                arguments(
                        "a name in another case is another name", named("Owner-VM-1"), List.of("owner-vm-1"), UNKNOWN),
                arguments("listed by UUID", named("any"), List.of(ID.toString()), OWNER),
                arguments(
                        "by UUID in capitals",
                        named("any"),
                        List.of(ID.toString().toUpperCase(Locale.ROOT)),
                        OWNER),
                arguments("another's UUID", named("any"), List.of(new UUID(1, 1).toString()), UNKNOWN),
                arguments(
                        "a UUID in the list is not a name",
                        named(new UUID(1, 1).toString()),
                        List.of(new UUID(1, 1).toString()),
                        UNKNOWN),
                arguments("marked as ours", marked("web-1"), List.of(), OWNER),
                arguments("a filter named like itself", filtered("t1", "t1"), List.of(), RENTER),
                arguments("a filter of another name", filtered("t1", "clean-traffic"), List.of(), UNKNOWN),
                arguments("a renter's system disk", disk("/data/vm_12345_1700000000.qcow2"), List.of(), RENTER),
                arguments("a renter's data disk", disk("/data/data_1_1700000000.qcow2"), List.of(), RENTER),
                arguments("an image in /data", disk("/data/ubuntu.qcow2"), List.of(), UNKNOWN),
                arguments("a like name elsewhere", disk("/srv/data/vm_1_2.qcow2"), List.of(), UNKNOWN),
                arguments("a raw disk of a like name", disk("/data/vm_1_2.img"), List.of(), UNKNOWN),
                arguments("a renter's channel", channel("/tmp/channel_" + ID + ".sock"), List.of(), RENTER),
                arguments(
                        "libvirt's own channel", channel("/var/lib/libvirt/qemu/f16x86_64.agent"), List.of(), UNKNOWN),
                arguments("a renter's hyperv vendor", vendor("1234567890ab"), List.of(), RENTER),
                arguments("another hyperv vendor", vendor("AuthenticAMD"), List.of(), UNKNOWN),
                arguments("a task id the node made", named(MADE_TASK_ID), List.of(), RENTER),
                arguments("a task id a renter may choose", named(CHOSEN_TASK_ID), List.of(), RENTER),
                arguments("one letter too few for that", named(CHOSEN_TASK_ID.substring(3)), List.of(), UNKNOWN),
                arguments("one letter too many", named(CHOSEN_TASK_ID + "x"), List.of(), UNKNOWN),
                arguments("listed, and as long as a task id", named(CHOSEN_TASK_ID), List.of(CHOSEN_TASK_ID), OWNER),
                arguments("listed, and a made task id", named(MADE_TASK_ID), List.of(MADE_TASK_ID), RENTER),
                arguments("listed, with a renter's filter", filtered("t1", "t1"), List.of("t1"), RENTER),
                arguments("the committee's", named("vm_check_1700000000"), List.of(), VERIFIER),
                arguments("the committee's, and listed", named("vm_check_1"), List.of("vm_check_1"), VERIFIER),
                arguments(
                        "the committee's, as a node makes it",
                        filtered("vm_check_1", "vm_check_1"),
                        List.of(),
                        VERIFIER),
                arguments("check_env's", named("domain_test"), List.of(), VERIFIER),
                arguments("nearly check_env's", named("domain_test2"), List.of(), UNKNOWN));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("whoseDomains")
    void classifies(String what, DomainDefinition domain, List<String> entries, Ownership ownership) {
        assertThat(new OwnDomains(entries).classify(domain).ownership()).isEqualTo(ownership);
    }

    @Test
    void aRefusalNamesTheEntryAndEveryMarker() {
        DomainDefinition domain = new DomainDefinition(
                ID,
                "t1",
                "kvm",
                "destroy",
                List.of("t1"),
                List.of("/data/vm_1_2.qcow2"),
                List.of(),
                Optional.of("1234567890ab"),
                false,
                List.of(),
                Optional.empty());

        Classified classified = new OwnDomains(List.of("t1")).classify(domain);

        assertThat(classified)
                .isEqualTo(new Classified(
                        RENTER,
                        "it is listed in own-domains as t1, but its network filter is named like itself;"
                                + " its disk is /data/vm_1_2.qcow2; its hyperv vendor id is 1234567890ab",
                        Optional.of("t1")));
        assertThat(classified.isRefused()).isTrue();
    }

    @Test
    void entriesThatNameNothingAreListed() {
        OwnDomains own = new OwnDomains(List.of("owner-vm-1", "gone", ID.toString()));

        assertThat(own.listUnmatched(List.of(named("owner-vm-1")))).containsExactly("gone");
        assertThat(own.listUnmatched(List.of())).containsExactly("owner-vm-1", "gone", ID.toString());
    }

    @ParameterizedTest
    @MethodSource("madeTaskIds")
    void recognisesTaskIdsByTheirChecksum(String name, boolean made) {
        assertThat(DbcNames.isMadeTaskId(name)).isEqualTo(made);
    }

    static Stream<Arguments> madeTaskIds() {
        return Stream.of(
                arguments(MADE_TASK_ID, true),
                arguments("7wRgKksyRWN2jTcUypZcgC", true),
                arguments("dKYWwnSZyTfJ", true),
                arguments("75M7MfQsC1WopDZigxf21d", false),
                arguments("75M7MfQsC1WopDZigxf2lc", false),
                arguments("111111111111", false),
                arguments("", false));
    }

    private static DomainDefinition named(String name) {
        return of(name, List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    private static DomainDefinition marked(String name) {
        return of(name, List.of(), List.of(), List.of(), Optional.empty(), Optional.of("a1b2"));
    }

    private static DomainDefinition filtered(String name, String filter) {
        return of(name, List.of(filter), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    private static DomainDefinition disk(String path) {
        return of("d", List.of(), List.of(path), List.of(), Optional.empty(), Optional.empty());
    }

    private static DomainDefinition channel(String socket) {
        return of("d", List.of(), List.of(), List.of(socket), Optional.empty(), Optional.empty());
    }

    private static DomainDefinition vendor(String id) {
        return of("d", List.of(), List.of(), List.of(), Optional.of(id), Optional.empty());
    }

    private static DomainDefinition of(
            String name,
            List<String> nwfilters,
            List<String> disks,
            List<String> channels,
            Optional<String> vendor,
            Optional<String> mark) {
        return new DomainDefinition(
                ID, name, "kvm", "destroy", nwfilters, disks, channels, vendor, false, List.of(), mark);
    }
}
