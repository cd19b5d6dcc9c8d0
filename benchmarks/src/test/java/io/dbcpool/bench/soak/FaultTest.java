package io.dbcpool.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bench.soak.Fault.Kind;
import io.dbcpool.cli.pool.Service;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultTest {

    private static final List<String> LIBVIRTDS = List.of("libvirtd-1", "libvirtd-2");

    @Test
    void theSameSeedGivesTheSameFaultsAndEachIsAmongThem() {
        assertThat(drawn(7)).isEqualTo(drawn(7)).isNotEqualTo(drawn(8));
        assertThat(drawn(7)).extracting(Fault::kind).contains(Kind.values());
        assertThat(drawn(7))
                .extracting(Fault::target)
                .containsAll(LIBVIRTDS)
                .containsAll(
                        Stream.of(Service.values()).map(Service::serviceName).toList());
    }

    /** Else a miss would be no fault of the pool's. */
    @Test
    void noStopTakesMoreThanHalfOfTheDeadline() {
        assertThat(drawn(7))
                .filteredOn(fault -> fault.kind() == Kind.SERVICE_STOPPED || fault.kind() == Kind.LIBVIRTD_STOPPED)
                .allMatch(fault -> fault.lengthMillis() <= Judge.RULE.toMillis() / 2);
    }

    private static List<Fault> drawn(long seed) {
        var random = new SplittableRandom(seed);
        return Stream.generate(() -> Fault.draw(random, LIBVIRTDS)).limit(200).toList();
    }
}
