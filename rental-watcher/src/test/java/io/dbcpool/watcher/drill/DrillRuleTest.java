package io.dbcpool.watcher.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.belief.Belief;
import io.dbcpool.watcher.drill.DrillRule.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class DrillRuleTest {

    private static final Instant T0 = Instant.parse("2026-11-24T00:00:00Z");
    private static final Belief FREE = new Belief.Free(T0);
    private static final Belief RENTED = new Belief.Rented("key", Trigger.of(Source.BROADCAST, Via.DIRECT, T0));
    private static final Belief UNKNOWN = new Belief.Unknown("the operator released it");
    private static final DomainSnapshot RUNNING = domain(DomainState.RUNNING, true);

    @Test
    void aFreeMachineWhoseOwnersDomainRunsMayBeDrilled() {
        assertThat(DrillRule.findMissing(facts(FREE, false, RUNNING))).isEmpty();
    }

    @Test
    void neverARentedOne() {
        assertThat(DrillRule.findMissing(facts(RENTED, true, RUNNING)))
                .containsExactly("wanted a machine that is believed free, but it is in words");
    }

    @Test
    void neverAnUnknownOneAndTheAnswerSaysWhatIsMissing() {
        assertThat(DrillRule.findMissing(facts(UNKNOWN, false, RUNNING)))
                .singleElement()
                .satisfies(words -> assertThat(words)
                        .contains(
                                "believed free, but it is in words",
                                "for 180 s",
                                "chain: endpoints",
                                "'pool release' does not"));
        assertThat(DrillRule.findMissing(facts(UNKNOWN, true, RUNNING)))
                .singleElement()
                .satisfies(
                        words -> assertThat(words).contains("dbc.chain.rentals").doesNotContain("chain: endpoints"));
    }

    @Test
    void allThatIsMissingIsSaidAtOnce() {
        var facts = new Facts(
                RENTED,
                "rented",
                Duration.ofMinutes(3),
                true,
                true,
                false,
                Optional.of("one of its domains is being stopped already"),
                List.of(),
                List.of("who-knows"));

        assertThat(DrillRule.findMissing(facts))
                .hasSize(5)
                .anyMatch(words -> words.contains("on another host"))
                .anyMatch(words -> words.contains("who-knows"))
                .anyMatch(words -> words.contains("nothing to stop"));
    }

    @Test
    void whereLibvirtDoesNotAnswerNobodyKnowsWhatRuns() {
        var facts = new Facts(FREE, "free", Duration.ZERO, true, false, true, Optional.empty(), List.of(), List.of());

        assertThat(DrillRule.findMissing(facts)).containsExactly("its hypervisor does not answer");
    }

    @Test
    void aTransientDomainWouldBeGoneForGood() {
        assertThat(DrillRule.findMissing(facts(FREE, false, domain(DomainState.RUNNING, false))))
                .singleElement()
                .satisfies(words -> assertThat(words).startsWith("owner-vm is transient"));
    }

    @ParameterizedTest
    @EnumSource(
            value = DomainState.class,
            mode = Mode.EXCLUDE,
            names = {"RUNNING", "BLOCKED", "SHUT_OFF"})
    void oneThatDoesNotRunHasSomethingToLose(DomainState state) {
        assertThat(DrillRule.findMissing(facts(FREE, false, domain(state, true))))
                .containsExactly("owner-vm is not running but " + state);
    }

    @ParameterizedTest(name = "every {0} h, last {1} h ago: {2}")
    @CsvSource({"168, 167, false", "168, 168, true", "168, -1, true", "-1, 900, false", "-1, -1, false"})
    void aDrillIsDueWhenTheLastIsLongAgo(long every, long ago, boolean due) {
        assertThat(DrillRule.isDue(hours(every), hours(ago).map(T0::minus), T0)).isEqualTo(due);
    }

    private static Optional<Duration> hours(long hours) {
        return hours < 0 ? Optional.empty() : Optional.of(Duration.ofHours(hours));
    }

    private static Facts facts(Belief belief, boolean chainConfigured, DomainSnapshot domain) {
        return new Facts(
                belief,
                "in words",
                Duration.ofMinutes(3),
                chainConfigured,
                true,
                true,
                Optional.empty(),
                List.of(domain),
                List.of());
    }

    private static DomainSnapshot domain(DomainState state, boolean persistent) {
        return new DomainSnapshot(new UUID(1, 1), "owner-vm", state, persistent, T0);
    }
}
