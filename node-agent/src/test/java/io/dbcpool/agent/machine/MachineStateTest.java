package io.dbcpool.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dbcpool.agent.machine.HypervisorLink.Away;
import io.dbcpool.agent.machine.HypervisorLink.Up;
import io.dbcpool.agent.machine.Observation.DomainActive;
import io.dbcpool.agent.machine.Observation.DomainOff;
import io.dbcpool.agent.machine.Observation.HostAway;
import io.dbcpool.agent.machine.Observation.HostListed;
import io.dbcpool.agent.machine.Observation.WordsHeard;
import io.dbcpool.agent.picture.ActiveDomain;
import io.dbcpool.agent.picture.Picture;
import io.dbcpool.agent.testing.Pools;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.ownership.Ownership;
import io.dbcpool.hypervisor.testing.ScriptedDefinitions;
import io.dbcpool.values.Word;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MachineStateTest {

    private static final Instant START = Instant.parse("2026-11-24T03:00:00Z");
    private static final Instant LATER = START.plusSeconds(5);
    private static final DomainDefinition OWNERS = ScriptedDefinitions.plain(new UUID(0, 1), "owner-vm");
    private static final DomainDefinition RENTERS = ScriptedDefinitions.renters(new UUID(0, 2), "renter-vm");
    private static final DomainDefinition OTHERS = ScriptedDefinitions.plain(new UUID(0, 3), "other-vm");
    private static final DomainDefinition STRANGE = ScriptedDefinitions.plain(new UUID(0, 4), "strange-vm");

    private final MachineState start = Pools.start("own-domains: [owner-vm]", "own-domains: [other-vm]", START);
    private final URI host = start.claims().machine().libvirt();

    @Test
    void aListIsTakenAsAWhole() {
        var state = listed(start, OWNERS, RENTERS, STRANGE);

        assertThat(state.picture().active())
                .extracting(ActiveDomain::name, ActiveDomain::ownership)
                .containsExactly(
                        tuple("owner-vm", Ownership.OWNER),
                        tuple("renter-vm", Ownership.RENTER),
                        tuple("strange-vm", Ownership.UNKNOWN));
        assertThat(state.link()).isEqualTo(new Up(LATER));
        assertThat(listed(state, RENTERS).picture().active())
                .extracting(ActiveDomain::name)
                .containsExactly("renter-vm");
    }

    @Test
    void whatAnotherMachineOfTheSameHypervisorClaimsIsNotOurs() {
        assertThat(listed(start, OTHERS).picture().active()).isEmpty();
        assertThat(start.onActive(OTHERS).picture().active()).isEmpty();
    }

    @Test
    void aDomainThatIsOnlyDefinedIsNotInThePictureAndFulfilsItsEntry() {
        var state = new HostListed(host, List.of(new ListedDomain(OWNERS, false)), LATER).reach(start);

        assertThat(state.picture()).isEqualTo(Picture.EMPTY);
        assertThat(state.findings()).isEqualTo(OwnDomainFindings.NONE);
    }

    @Test
    void anEntryThatNamesNothingAndOneThatNamesARentersAreFound() {
        var claimsRenters = Pools.start("own-domains: [renter-vm, none]", "", START);

        assertThat(listed(claimsRenters, RENTERS).findings())
                .isEqualTo(new OwnDomainFindings(
                        List.of("none"),
                        List.of("renter-vm: it is listed in own-domains as renter-vm, "
                                + "but its network filter is named like itself")));
    }

    @Test
    void domainsComeAndGoOneByOne() {
        var came = new DomainActive(host, RENTERS, LATER).reach(start);
        var gone = new DomainOff(host, RENTERS.uuid(), LATER).reach(came);

        assertThat(came.picture().active()).extracting(ActiveDomain::ownership).containsExactly(Ownership.RENTER);
        assertThat(gone.picture()).isEqualTo(Picture.EMPTY);
    }

    @Test
    void whileTheHypervisorIsAwayThePictureStays() {
        var state = new HostAway(host, "refused", LATER).reach(listed(start, RENTERS));

        assertThat(state.link()).isEqualTo(new Away(LATER, "refused", true));
        assertThat(state.picture().active()).hasSize(1);
    }

    @Test
    void anAbsenceCountsFromItsFirstSign() {
        var first = new HostAway(host, "refused", LATER).reach(start);
        var second = new HostAway(host, "timed out", LATER.plusSeconds(9)).reach(first);

        assertThat(second.link()).isEqualTo(new Away(LATER, "timed out", false));
    }

    @Test
    void aRentingAmongMergedWordsIsNotLost() {
        var machine = start.claims().machine().id();
        var state = new WordsHeard(machine, true, Word.EMPTY, "192.0.2.1:9", LATER, 7).reach(start);

        assertThat(state.picture().word()).contains(Word.RENTING);
        assertThat(state.lastHeard().orElseThrow().last()).isEqualTo(Word.EMPTY);
    }

    private MachineState listed(MachineState state, DomainDefinition... active) {
        return new HostListed(
                        host,
                        Arrays.stream(active)
                                .map(definition -> new ListedDomain(definition, true))
                                .toList(),
                        LATER)
                .reach(state);
    }
}
