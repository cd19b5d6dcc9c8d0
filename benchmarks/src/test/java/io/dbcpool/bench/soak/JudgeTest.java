package io.dbcpool.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bench.soak.Fault.Kind;
import io.dbcpool.bench.soak.Judge.Sentence;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a rental comes to, by what was seen and what was told. */
class JudgeTest {

    private static final MachineId MACHINE = new MachineId("8e".repeat(32));
    private static final Instant SAID = Instant.parse("2026-11-28T10:00:00Z");
    private static final Instant RELEASED = SAID.plusSeconds(14);

    @Test
    void offInTimeAndWithAReceiptIsKept() {
        assertThat(sentence(offAfter(10_000), List.of(receipt(20, Outcome.ON_TIME)), List.of()))
                .isEqualTo(Sentence.KEPT);
    }

    @Test
    void offAMillisecondLateIsMissedWhateverItsReceiptSays() {
        var verdict = Judge.judge(List.of(offAfter(10_001)), List.of(receipt(5_000, Outcome.ON_TIME)), List.of())
                .verdicts()
                .get(0);

        assertThat(verdict.sentence()).isEqualTo(Sentence.MISSED);
        assertThat(verdict.reason()).isEqualTo("off after 10001 ms");
    }

    @Test
    void withoutAReceiptItIsMissed() {
        assertThat(sentence(offAfter(30), List.of(), List.of())).isEqualTo(Sentence.MISSED);
    }

    @Test
    void aReceiptThatSaysLateIsAMiss() {
        assertThat(sentence(offAfter(30), List.of(receipt(0, Outcome.LATE)), List.of()))
                .isEqualTo(Sentence.MISSED);
    }

    @Test
    void neverOffIsMissed() {
        var never = new Rental(MACHINE, "libvirtd-1", SAID, Optional.empty(), Optional.of(RELEASED));

        assertThat(sentence(never, List.of(receipt(0, Outcome.ON_TIME)), List.of()))
                .isEqualTo(Sentence.MISSED);
    }

    @Test
    void onlyItsOwnLibvirtdsRestartExcuses() {
        var rental = offAfter(30);

        assertThat(sentence(rental, List.of(), List.of(fault(Kind.LIBVIRTD_RESTARTED, "libvirtd-1", -2, 1))))
                .isEqualTo(Sentence.EXCUSED);
        assertThat(sentence(rental, List.of(), List.of(fault(Kind.LIBVIRTD_RESTARTED, "libvirtd-2", -2, 1))))
                .isEqualTo(Sentence.MISSED);
        assertThat(sentence(rental, List.of(), List.of(fault(Kind.LIBVIRTD_RESTARTED, "libvirtd-1", -9, -1))))
                .isEqualTo(Sentence.MISSED);
        assertThat(sentence(rental, List.of(), List.of(fault(Kind.LIBVIRTD_STOPPED, "libvirtd-1", -2, 1))))
                .isEqualTo(Sentence.MISSED);
        assertThat(sentence(rental, List.of(), List.of(fault(Kind.SERVICE_KILLED, "rental-watcher", -2, 5))))
                .isEqualTo(Sentence.MISSED);
    }

    @Test
    void whatWasKeptInSpiteOfAFaultIsKept() {
        assertThat(sentence(
                        offAfter(30),
                        List.of(receipt(20, Outcome.ON_TIME)),
                        List.of(fault(Kind.LIBVIRTD_RESTARTED, "libvirtd-1", -2, 1))))
                .isEqualTo(Sentence.KEPT);
    }

    @Test
    void aVacateThatNoRentalAskedForIsNeedless() {
        var before = receipt(-5_000, Outcome.ON_TIME);
        var during = receipt(13_000, Outcome.ON_TIME);
        var after = receipt(14_001, Outcome.ON_TIME);

        assertThat(Judge.judge(List.of(offAfter(30)), List.of(before, during, after), List.of())
                        .needless())
                .containsExactly(before, after);
    }

    private static Sentence sentence(Rental rental, List<VacateCompleted> receipts, List<Injected> faults) {
        return Judge.judge(List.of(rental), receipts, faults).verdicts().get(0).sentence();
    }

    private static Rental offAfter(long millis) {
        return new Rental(MACHINE, "libvirtd-1", SAID, Optional.of(SAID.plusMillis(millis)), Optional.of(RELEASED));
    }

    private static Injected fault(Kind kind, String target, int fromSeconds, int untilSeconds) {
        return new Injected(
                new Fault(kind, target, 1_000), SAID.plusSeconds(fromSeconds), SAID.plusSeconds(untilSeconds));
    }

    private static VacateCompleted receipt(long heardAfterMillis, Outcome outcome) {
        var heard = SAID.plusMillis(heardAfterMillis);
        return new VacateCompleted(
                UUID.randomUUID(),
                "key",
                "actor",
                MACHINE,
                new DomainRef("soak-01", UUID.randomUUID()),
                new Trigger(
                        Trigger.Source.BROADCAST,
                        Trigger.Via.DIRECT,
                        heard,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                heard.plusSeconds(10),
                heard,
                Optional.of(heard.plusMillis(8)),
                Optional.empty(),
                8,
                9_992,
                EndedBy.GUEST,
                outcome,
                List.of(),
                List.of(),
                false,
                Optional.empty(),
                "",
                "",
                "",
                "",
                "");
    }
}
