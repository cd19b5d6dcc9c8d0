package io.dbcpool.watcher.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.ownership.Ownership;
import io.dbcpool.watcher.owner.Recognition.NotListed;
import io.dbcpool.watcher.owner.Recognition.Own;
import io.dbcpool.watcher.owner.Recognition.Refused;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OwnerAllowListTest {

    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID SECOND = new UUID(2, 2);

    private final OwnerAllowList list = new OwnerAllowList(List.of("owner-vm", FIRST.toString()), List.of());

    @Test
    void aListedNameIsPinnedToTheUuidThatItIsFirstSeenWith() {
        assertThat(list.recognise(domain(SECOND, "owner-vm")))
                .isInstanceOfSatisfying(
                        Own.class, own -> assertThat(own.newPin()).contains(new Pin("owner-vm", SECOND)));
    }

    @Test
    void aNameThatAnotherDomainTookOverIsRefused() {
        var pinned = list.with(new Pin("owner-vm", SECOND));

        assertThat(pinned.recognise(domain(new UUID(3, 3), "owner-vm"))).isInstanceOf(Refused.class);
        assertThat(pinned.recognise(domain(SECOND, "owner-vm")))
                .isInstanceOfSatisfying(
                        Own.class, own -> assertThat(own.newPin()).isEmpty());
    }

    @Test
    void aListedUuidCountsUnderAnyName() {
        assertThat(list.recognise(domain(FIRST, "renamed"))).isInstanceOf(Own.class);
    }

    @Test
    void aDomainThatIsNotListedIsNotTheOwners() {
        assertThat(list.recognise(domain(SECOND, "other"))).isInstanceOf(NotListed.class);
    }

    @Test
    void aListedDomainWithARentersMarkerIsRefused() {
        assertThat(list.recognise(rentersDomain("owner-vm"))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.ownership()).isEqualTo(Ownership.RENTER);
            assertThat(refused.reason()).contains("owner-vm").contains("hyperv vendor id");
        });
    }

    @Test
    void aMarkedDomainIsPinnedByItsNonce() {
        var marked = marked(SECOND, "n0nce");

        assertThat(list.recognise(marked))
                .isInstanceOfSatisfying(
                        Own.class, own -> assertThat(own.newPin()).contains(new Pin("mark:n0nce", SECOND)));
        assertThat(list.with(new Pin("mark:n0nce", FIRST)).recognise(marked)).isInstanceOf(Refused.class);
    }

    /** Nobody can say then whether the operator has made it again, or somebody else bears its name. */
    @Test
    void oneThatIsMadeAgainIsTheOwnersByItsUuid() {
        var pins = List.of(new Pin("owner-vm", FIRST));

        assertThat(new OwnerAllowList(List.of("owner-vm"), pins).recognise(domain(SECOND, "owner-vm")))
                .isInstanceOf(Refused.class);
        assertThat(new OwnerAllowList(List.of(SECOND.toString()), pins).recognise(domain(SECOND, "owner-vm")))
                .isInstanceOf(Own.class);
    }

    @Test
    void aPinThatWasRefusedSinceThenIsNoIdentity() {
        var refused = list.with(new Pin("owner-vm", SECOND)).refusing(SECOND, true);

        assertThat(refused.recognisePinned(SECOND)).isEmpty();
        assertThat(refused.refusing(SECOND, false).recognisePinned(SECOND)).isPresent();
    }

    @Test
    void aPinnedUuidIsRecognisedWithoutLibvirt() {
        var pinned = list.with(new Pin("owner-vm", SECOND));

        assertThat(pinned.recognisePinned(SECOND)).map(OwnerDomain::uuid).contains(SECOND);
        assertThat(pinned.recognisePinned(FIRST)).isEmpty();
    }

    private static DomainDefinition domain(UUID uuid, String name) {
        return definition(uuid, name, Optional.empty(), Optional.empty());
    }

    private static DomainDefinition rentersDomain(String name) {
        return definition(SECOND, name, Optional.of("1234567890ab"), Optional.empty());
    }

    private static DomainDefinition marked(UUID uuid, String nonce) {
        return definition(uuid, "any", Optional.empty(), Optional.of(nonce));
    }

    private static DomainDefinition definition(
            UUID uuid, String name, Optional<String> hypervVendorId, Optional<String> mark) {
        return new DomainDefinition(
                uuid, name, "qemu", "destroy", List.of(), List.of(), List.of(), hypervVendorId, false, List.of(), mark);
    }
}
