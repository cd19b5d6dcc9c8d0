package io.dbcpool.agent.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.NodeRental.Kind;
import io.dbcpool.hypervisor.ownership.Ownership;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PictureChangesTest {

    private static final MachineId MACHINE = new MachineId("a".repeat(64));
    private static final Instant AT = Instant.parse("2026-11-24T03:00:00.123456Z");

    @ParameterizedTest(name = "[{0}] then [{1}]: {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // Nothing is told twice, whatever the order.
                "-                     | -                     | -",
                "vm=owner              | vm=owner              | -",
                "vm=owner x=renter     | x=renter vm=owner     | -",
                // Somebody comes.
                "-                     | vm=owner              | vm owner-domain-started",
                "-                     | x=renter              | x renter-domain-appeared",
                "-                     | v=verifier            | v verifier-domain-appeared",
                "-                     | u=unknown             | u unknown-domain-appeared",
                // Somebody goes.
                "vm=owner              | -                     | vm owner-domain-stopped",
                "x=renter              | -                     | x renter-domain-gone",
                "v=verifier            | -                     | v verifier-domain-gone",
                "u=unknown             | -                     | u unknown-domain-gone",
                // First what went, then what came, each by name.
                "b=owner a=owner       | y=renter x=renter     | a owner-domain-stopped, b owner-domain-stopped, x renter-domain-appeared, y renter-domain-appeared",
                "vm=owner x=renter     | vm=owner              | x renter-domain-gone",
                // The operator lists a domain that was unknown until then.
                "vm=unknown            | vm=owner              | vm unknown-domain-gone, vm owner-domain-started",
                "vm=owner              | vm=renter             | vm owner-domain-stopped, vm renter-domain-appeared",
                // The DBC node's word.
                "-                     | RENTING               | rental-begun",
                "-                     | EMPTY                 | -",
                "EMPTY                 | RENTING               | rental-begun",
                "RENTING               | EMPTY                 | rental-ended",
                "RENTING               | RENTING               | -",
                "EMPTY                 | EMPTY                 | -",
                "vm=owner EMPTY        | x=renter RENTING      | vm owner-domain-stopped, x renter-domain-appeared, rental-begun",
            })
    void whatIsToldIsTheDifference(String previous, String now, String told) {
        var changes = PictureChanges.compare(MACHINE, picture(previous), picture(now), AT);

        assertThat(changes.stream().map(PictureChangesTest::say).collect(Collectors.joining(", ")))
                .isEqualTo(told == null ? "" : told);
    }

    @Test
    void aChangeSaysWhatIsKnown() {
        var domain =
                new ActiveDomain(uuid("x"), "x", Ownership.RENTER, "its disk is /data/vm_1_2.qcow2", Optional.empty());
        var busy = new Picture(List.of(domain), Optional.of(Word.RENTING));
        var ref = Optional.of(new DomainRef("x", uuid("x")));

        assertThat(PictureChanges.compare(MACHINE, Picture.EMPTY, busy, AT.plusNanos(789)))
                .containsExactly(
                        new NodeRental(MACHINE, Kind.RENTER_DOMAIN_APPEARED, ref, "its disk is /data/vm_1_2.qcow2", AT),
                        new NodeRental(
                                MACHINE,
                                Kind.RENTAL_BEGUN,
                                Optional.empty(),
                                "the DBC node's broadcast says renting",
                                AT));
        assertThat(PictureChanges.compare(MACHINE, busy, busy.without(uuid("x")), AT))
                .containsExactly(new NodeRental(MACHINE, Kind.RENTER_DOMAIN_GONE, ref, "it is no longer active", AT));
    }

    @Test
    void anotherDomainOfTheSameNameIsAnotherDomain() {
        var one = new ActiveDomain(uuid("one"), "vm", Ownership.OWNER, "listed", Optional.empty());
        var other = new ActiveDomain(uuid("other"), "vm", Ownership.OWNER, "listed", Optional.empty());

        assertThat(PictureChanges.compare(MACHINE, Picture.EMPTY.with(one), Picture.EMPTY.with(other), AT))
                .extracting(NodeRental::kind)
                .containsExactly(Kind.OWNER_DOMAIN_STOPPED, Kind.OWNER_DOMAIN_STARTED);
    }

    @Test
    void anotherReasonForTheSameOwnershipIsNoNews() {
        var domain = new ActiveDomain(uuid("x"), "x", Ownership.RENTER, "its disk", Optional.empty());
        var same = new ActiveDomain(uuid("x"), "renamed", Ownership.RENTER, "its network filter", Optional.empty());

        assertThat(PictureChanges.compare(MACHINE, Picture.EMPTY.with(domain), Picture.EMPTY.with(same), AT))
                .isEmpty();
    }

    private static Picture with(Ownership ownership, String name, DomainParts parts) {
        return Picture.EMPTY.with(new ActiveDomain(uuid(name), name, ownership, "because", Optional.of(parts)));
    }

    @Test
    void aRentersDomainThatHasOtherDevicesOrDisksHasChanged() {
        var one = new DomainParts(List.of("0000:17:00.1", "0000:17:00.0"), List.of("/data/vm_1_2.qcow2"));
        var same = new DomainParts(List.of("0000:17:00.0", "0000:17:00.1"), List.of("/data/vm_1_2.qcow2"));
        var other = new DomainParts(List.of(), List.of("/data/vm_1_2.qcow2", "/data/data_1_2.qcow2"));

        assertThat(PictureChanges.compare(
                        MACHINE, with(Ownership.RENTER, "x", one), with(Ownership.RENTER, "x", same), AT))
                .isEmpty();
        assertThat(PictureChanges.compare(
                        MACHINE, with(Ownership.RENTER, "x", one), with(Ownership.RENTER, "x", other), AT))
                .containsExactly(new NodeRental(
                        MACHINE,
                        Kind.RENTER_DOMAIN_CHANGED,
                        Optional.of(new DomainRef("x", uuid("x"))),
                        "its devices are none and were 0000:17:00.0, 0000:17:00.1; its disks are /data/data_1_2.qcow2, "
                                + "/data/vm_1_2.qcow2 and were /data/vm_1_2.qcow2",
                        AT));
    }

    @ParameterizedTest
    @EnumSource(names = "RENTER", mode = EnumSource.Mode.EXCLUDE)
    void whatAnyOtherDomainHasIsNoNews(Ownership ownership) {
        var one = new DomainParts(List.of("0000:17:00.0"), List.of());
        var other = new DomainParts(List.of(), List.of());

        assertThat(PictureChanges.compare(MACHINE, with(ownership, "x", one), with(ownership, "x", other), AT))
                .isEmpty();
    }

    /** It was kept by an agent that did not look: after an update nothing is told that did not happen. */
    @Test
    void whatNobodyHasLookedAtBeforeHasNotChanged() {
        var before =
                Picture.EMPTY.with(new ActiveDomain(uuid("x"), "x", Ownership.RENTER, "because", Optional.empty()));
        var now = with(Ownership.RENTER, "x", new DomainParts(List.of("0000:17:00.0"), List.of()));

        assertThat(PictureChanges.compare(MACHINE, before, now, AT)).isEmpty();
        assertThat(PictureChanges.compare(MACHINE, now, before, AT)).isEmpty();
    }

    private static Picture picture(String text) {
        var picture = Picture.EMPTY;
        for (String part :
                text == null ? List.<String>of() : Arrays.asList(text.strip().split(" ", -1))) {
            String[] nameAndOwner = part.split("=", -1);
            picture = nameAndOwner.length == 1
                    ? picture.withWord(Word.valueOf(part))
                    : picture.with(new ActiveDomain(
                            uuid(nameAndOwner[0]),
                            nameAndOwner[0],
                            Ownership.valueOf(nameAndOwner[1].toUpperCase(Locale.ROOT)),
                            "because",
                            Optional.empty()));
        }
        return picture;
    }

    private static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String say(NodeRental rental) {
        String kind = rental.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return rental.domain().map(domain -> domain.name() + " " + kind).orElse(kind);
    }
}
