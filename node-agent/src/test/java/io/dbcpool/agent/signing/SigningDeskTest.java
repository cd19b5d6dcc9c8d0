package io.dbcpool.agent.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.agent.signing.MachineSigner.Signed;
import io.dbcpool.agent.testing.AgentParts;
import io.dbcpool.agent.testing.Pools;
import io.dbcpool.events.BondingSigned;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.SigningRefused;
import io.dbcpool.events.SigningRefused.Refusal;
import io.dbcpool.events.SigningRequest;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SigningDeskTest {

    private static final Instant AT = Instant.parse("2026-11-24T03:00:00Z");
    private static final MachineId FIRST = new MachineId("a".repeat(64));
    private static final MachineId SECOND = new MachineId("b".repeat(64));
    private static final long MINUTE = AskedLately.WITHIN.toNanos();

    private final List<String> signed = new ArrayList<>();

    private SigningDesk desk(String first, String second) {
        return new SigningDesk(Pools.two(first, second), (machine, stash) -> {
            signed.add(machine.hex().charAt(0) + " " + stash);
            return new Signed("0x%d".formatted(signed.size()));
        });
    }

    private SigningDesk desk() {
        return desk("stash: " + AgentParts.STASH, "restart: never");
    }

    @Test
    void theStashOfThePoolsFileIsSignedFor() {
        var request = request(FIRST, 1, AgentParts.STASH);

        assertThat(desk().answer(request, AT, 0, false))
                .contains(new BondingSigned(FIRST, request.requestId(), AgentParts.STASH, "0x1", AT));
        assertThat(signed).containsExactly("a " + AgentParts.STASH);
    }

    @Test
    void anyOtherIsRefusedAndTheSignerNeverHearsOfIt() {
        var desk = desk();

        assertThat(refusal(desk.answer(request(FIRST, 1, "5Grw"), AT, 0, false)))
                .contains(Refusal.OTHER_STASH);
        assertThat(refusal(desk.answer(request(FIRST, 2, ""), AT, 0, false))).contains(Refusal.OTHER_STASH);
        assertThat(refusal(desk.answer(request(FIRST, 3, AgentParts.STASH + " "), AT, 0, false)))
                .contains(Refusal.OTHER_STASH);
        assertThat(refusal(desk.answer(request(SECOND, 1, AgentParts.STASH), AT, 0, false)))
                .contains(Refusal.NO_STASH);
        assertThat(signed).isEmpty();
        assertThat(desk.counts()).isEqualTo(new SigningCounts(0, 4, 0));
    }

    @Test
    void aMachineOfAnotherHostIsAnsweredForThere() {
        var desk = desk(
                "stash: %s\n      libvirt: qemu+tcp://192.0.2.11/system".formatted(AgentParts.STASH), "restart: never");

        assertThat(desk.answer(request(FIRST, 1, AgentParts.STASH), AT, 0, false))
                .isEmpty();
        assertThat(desk.answer(request(new MachineId("c".repeat(64)), 1, AgentParts.STASH), AT, 0, false))
                .isEmpty();
        assertThat(signed).isEmpty();
    }

    @Test
    void aRequestThatIsRepeatedIsAnsweredOnce() {
        var desk = desk();
        desk.answer(request(FIRST, 1, AgentParts.STASH), AT, 0, false);

        for (long nanos = 0; nanos < 100 * MINUTE; nanos += MINUTE / 10) {
            assertThat(desk.answer(request(FIRST, 1, AgentParts.STASH), AT, nanos, false))
                    .isEmpty();
        }
        assertThat(signed).hasSize(1);
        assertThat(desk.counts()).isEqualTo(new SigningCounts(1, 0, 1_000));
    }

    @Test
    void aFloodIsAnsweredSixTimesRefusedOnceAndThenPassedOverUntilTheMinuteIsOver() {
        var desk = desk();
        var answers = new ArrayList<PoolEvent>();
        for (int i = 0; i < 1_000; i++) {
            desk.answer(request(FIRST, i, AgentParts.STASH), AT, i, false).ifPresent(answers::add);
        }

        assertThat(answers).hasSize(AskedLately.MOST + 1);
        assertThat(refusal(Optional.of(answers.get(AskedLately.MOST)))).contains(Refusal.TOO_MANY);
        assertThat(signed).hasSize(AskedLately.MOST);
        assertThat(refusal(desk.answer(request(SECOND, 1, "x"), AT, 1_000, false)))
                .contains(Refusal.NO_STASH);
        // The first answer was at 0, the second at 1: at one minute only the first is forgotten.
        assertThat(desk.answer(request(FIRST, 2_000, AgentParts.STASH), AT, MINUTE - 1, false))
                .isEmpty();
        assertThat(refusal(desk.answer(request(FIRST, 2_001, AgentParts.STASH), AT, MINUTE, false)))
                .contains(Refusal.TOO_MANY);
        assertThat(desk.answer(request(FIRST, 2_002, AgentParts.STASH), AT, 3 * MINUTE, false))
                .containsInstanceOf(BondingSigned.class);
    }

    @Test
    void whatWasAskedBeforeTheAgentBeganIsAnsweredButNotRefusedForItsNumber() {
        var desk = desk();
        var answers = new ArrayList<PoolEvent>();
        for (int i = 0; i < 20; i++) {
            desk.answer(request(FIRST, i, AgentParts.STASH), AT, i, true).ifPresent(answers::add);
        }

        assertThat(answers).hasSize(AskedLately.MOST).allMatch(BondingSigned.class::isInstance);
    }

    private static Optional<Refusal> refusal(Optional<PoolEvent> answer) {
        return answer.filter(SigningRefused.class::isInstance).map(refused -> ((SigningRefused) refused).refusal());
    }

    private static SigningRequest request(MachineId machine, long id, String stash) {
        return new SigningRequest(machine, new UUID(0, id), stash, AT);
    }
}
