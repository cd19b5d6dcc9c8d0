package io.dbcpool.watcher.release;

import static io.dbcpool.events.ReleaseProof.State.NOT_OBSERVED;
import static io.dbcpool.events.ReleaseProof.State.NOT_USED;
import static io.dbcpool.events.ReleaseProof.State.RELEASED;
import static io.dbcpool.events.ReleaseProof.State.STILL_HELD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.events.ReleaseProof.State;
import io.dbcpool.events.ReleaseProof.Thing;
import io.dbcpool.watcher.release.Leftovers.Holder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was held against what is left: the table. */
class ReleaseRuleTest {

    private static final UUID OWNERS = new UUID(1, 1);
    private static final UUID RENTERS = new UUID(2, 2);
    private static final String GROUP = "/dev/vfio/17";
    private static final String DEVICE = "/dev/vfio/devices/vfio0";
    private static final String SHARED = "/dev/vfio/vfio";
    private static final String IOMMU = "/dev/iommu";

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void devices(String what, Optional<List<String>> held, List<Holder> left, int unreadable, State expected) {
        var release = judge(
                new Holdings(held, Optional.empty(), Optional.of(0L), Optional.empty()),
                new Leftovers(left, unreadable, Optional.of(0), Optional.empty()));

        assertThat(state(release, Thing.DEVICES)).isEqualTo(expected);
        assertThat(release.isFree()).isEqualTo(expected != STILL_HELD);
    }

    static Stream<Arguments> devices() {
        return Stream.of(
                arguments("it held none", held(), left(), 0, NOT_USED),
                arguments("its files could not be read", Optional.empty(), left(), 0, NOT_OBSERVED),
                arguments("nobody holds its group", held(GROUP, SHARED), left(), 0, RELEASED),
                arguments("one may not be read", held(GROUP), left(), 1, NOT_OBSERVED),
                arguments("one may not be read, another holds it", held(GROUP), left(any(GROUP)), 1, STILL_HELD),
                arguments("a child of it holds its group", held(GROUP), left(any(GROUP)), 0, STILL_HELD),
                arguments("a child of it holds its device", held(DEVICE, IOMMU), left(any(DEVICE)), 0, STILL_HELD),
                arguments("another process of the same domain", held(GROUP), left(qemu(GROUP, OWNERS)), 0, STILL_HELD),
                arguments("the renter's VM holds it already", held(GROUP), left(qemu(GROUP, RENTERS)), 0, RELEASED),
                arguments(
                        "another VM uses the container", held(GROUP, SHARED), left(qemu(SHARED, RENTERS)), 0, RELEASED),
                arguments("a stranger uses the container", held(GROUP, SHARED), left(any(SHARED)), 0, RELEASED),
                arguments("a stranger uses iommufd", held(DEVICE, IOMMU), left(any(IOMMU)), 0, RELEASED),
                arguments("its own child keeps the container", held(GROUP, SHARED), left(child(SHARED)), 0, STILL_HELD),
                arguments("its own child keeps iommufd", held(DEVICE, IOMMU), left(child(IOMMU)), 0, STILL_HELD));
    }

    @ParameterizedTest(name = "{0} left in {1}: {2}")
    @MethodSource
    void cgroup(Optional<Integer> left, Optional<String> own, State expected) {
        var release = judge(
                new Holdings(Optional.of(List.of()), own, Optional.of(0L), Optional.empty()),
                new Leftovers(left(), 0, left, Optional.empty()));

        assertThat(state(release, Thing.CGROUP)).isEqualTo(expected);
        assertThat(release.isFree()).isTrue();
        assertThat(release.isSettled()).isEqualTo(expected != STILL_HELD);
    }

    static Stream<Arguments> cgroup() {
        var own = Optional.of("/machine.slice/machine-qemu-1-vm.scope");
        return Stream.of(
                arguments(Optional.of(0), own, RELEASED),
                arguments(Optional.of(1), own, STILL_HELD),
                arguments(Optional.empty(), own, NOT_OBSERVED),
                arguments(Optional.of(0), Optional.empty(), NOT_USED));
    }

    @ParameterizedTest(name = "used {0}, free before {1}, free now {2}: {3}")
    @MethodSource
    void hugepages(Optional<Long> used, Optional<Long> before, Optional<Long> now, State expected) {
        var release = judge(
                new Holdings(Optional.of(List.of()), Optional.empty(), used, before),
                new Leftovers(left(), 0, Optional.of(0), now));

        assertThat(state(release, Thing.HUGEPAGES)).isEqualTo(expected);
        assertThat(release.isFree()).isTrue();
    }

    static Stream<Arguments> hugepages() {
        return Stream.of(
                arguments(Optional.of(0L), Optional.of(0L), Optional.of(0L), NOT_USED),
                arguments(Optional.of(4_096L), Optional.of(2_048L), Optional.of(6_144L), RELEASED),
                arguments(Optional.of(4_096L), Optional.of(2_048L), Optional.of(6_143L), STILL_HELD),
                arguments(Optional.of(4_096L), Optional.empty(), Optional.of(6_144L), NOT_OBSERVED),
                arguments(Optional.empty(), Optional.of(0L), Optional.of(0L), NOT_OBSERVED));
    }

    /** At its end a process has closed some of what it held; what was seen once counts. */
    @Test
    void whatWasHeldOnceCounts() {
        var running = new Holdings(held(GROUP), Optional.of("/m.libvirt-qemu"), Optional.of(4_096L), Optional.of(8L));
        var ending = new Holdings(held(), Optional.empty(), Optional.of(0L), Optional.of(4_104L));

        assertThat(running.and(ending)).isEqualTo(running);
        assertThat(ending.and(running)).isEqualTo(running);
        assertThat(new Holdings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()).and(running))
                .isEqualTo(running);
    }

    @Test
    void aProcessThatWasNeverSeenProvesNothing() {
        var proof = Release.notObserved("no process").proof(7);

        assertThat(proof).hasSize(Thing.values().length).allMatch(seen -> seen.state() == NOT_OBSERVED);
        assertThat(proof).allMatch(seen -> seen.atMillis().isEmpty());
    }

    private static Release judge(Holdings held, Leftovers left) {
        return ReleaseRule.judge("QEMU process 42", OWNERS, held, left);
    }

    private static State state(Release release, Thing thing) {
        return release.things().stream()
                .filter(seen -> seen.thing() == thing)
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static Optional<List<String>> held(String... devices) {
        return Optional.of(List.of(devices));
    }

    private static List<Holder> left(Holder... holders) {
        return List.of(holders);
    }

    private static Holder any(String device) {
        return new Holder(device, 43, "helper", Optional.empty(), false);
    }

    private static Holder child(String device) {
        return new Holder(device, 43, "helper", Optional.empty(), true);
    }

    private static Holder qemu(String device, UUID domain) {
        return new Holder(device, 44, "qemu-system-x86", Optional.of(domain), false);
    }
}
