package io.dbcpool.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.events.Alert;
import io.dbcpool.events.BondingStep;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStep;
import io.dbcpool.events.VacateStepTaken;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A sound history of one machine, in which a test then spoils something. */
final class MadeUpHistory {

    static final MachineId MACHINE = new MachineId("8e".repeat(32));
    static final DomainRef DOMAIN = new DomainRef("owner-vm", new UUID(1, 1));
    static final Instant T0 = Instant.parse("2026-11-24T00:00:00Z");

    private final SignedReceipts receipts = new SignedReceipts();
    private final List<Told> told = new ArrayList<>();

    List<Told> told() {
        return told;
    }

    /** A broadcast at {@code fromSeconds}, and the vacate that it begins, released 5.2 s later. */
    MadeUpHistory vacate(int number, long fromSeconds) {
        heard(fromSeconds);
        started(number, fromSeconds);
        steps(number, fromSeconds);
        return completed(number, receipt(number, fromSeconds, 5_200, Outcome.ON_TIME));
    }

    MadeUpHistory heard(long atSeconds) {
        var at = T0.plusSeconds(atSeconds);
        return tell("heard-" + atSeconds, new BroadcastHeard(MACHINE, Word.RENTING, "192.0.2.11:40000", at, 1, at, at));
    }

    MadeUpHistory started(int number, long fromSeconds) {
        return startedBy("watcher", number, fromSeconds);
    }

    MadeUpHistory startedBy(String actor, int number, long fromSeconds) {
        var from = T0.plusSeconds(fromSeconds);
        return tell(
                "started-" + number,
                new VacateStarted(
                        id(number),
                        "key",
                        actor,
                        MACHINE,
                        DOMAIN,
                        Trigger.of(Source.BROADCAST, Via.DIRECT, from),
                        from.plusSeconds(10),
                        from));
    }

    MadeUpHistory steps(int number) {
        return steps(number, 0);
    }

    private MadeUpHistory steps(int number, long fromSeconds) {
        for (VacateStep step : STEPS) {
            step(number, step, fromSeconds);
        }
        return this;
    }

    MadeUpHistory step(int number, VacateStep step) {
        return step(number, step, 0);
    }

    private MadeUpHistory step(int number, VacateStep step, long fromSeconds) {
        var at = T0.plusSeconds(fromSeconds).plusMillis(step.atMillis());
        return tell(number + step.name(), new VacateStepTaken(id(number), MACHINE, step, at, ""));
    }

    MadeUpHistory completed(int number, VacateCompleted draft) {
        return completed(number, draft, receipt -> receipt);
    }

    /** With something spoilt in it after it was signed. */
    MadeUpHistory completed(int number, VacateCompleted draft, UnaryOperator<ObjectNode> spoil) {
        return tell("completed-" + number, draft, spoil.apply(receipts.sign(draft)));
    }

    static VacateCompleted receipt(int number, long fromSeconds, long elapsedMillis, Outcome outcome) {
        return receipt(number, fromSeconds, elapsedMillis, outcome, 10);
    }

    static VacateCompleted receipt(
            int number, long fromSeconds, long elapsedMillis, Outcome outcome, long deadlineSeconds) {
        var from = T0.plusSeconds(fromSeconds);
        return new VacateCompleted(
                id(number),
                "key",
                "watcher",
                MACHINE,
                DOMAIN,
                Trigger.of(Source.BROADCAST, Via.DIRECT, from),
                from.plusSeconds(deadlineSeconds),
                from,
                outcome == Outcome.FAILED ? Optional.empty() : Optional.of(from.plusMillis(elapsedMillis)),
                Optional.empty(),
                elapsedMillis,
                deadlineSeconds * 1_000 - elapsedMillis,
                EndedBy.TERM,
                outcome,
                STEPS,
                List.of(),
                false,
                Optional.empty(),
                "",
                "",
                "",
                "",
                "");
    }

    MadeUpHistory broken(long atMillis) {
        return tell(
                "broken",
                new Alert(
                        "MachineBroken",
                        Alert.Severity.PAGE,
                        Alert.State.RAISED,
                        Optional.of(MACHINE),
                        "summary",
                        "docs/runbooks/MachineBroken.md",
                        T0.plusMillis(atMillis)));
    }

    MadeUpHistory seen(NodeRental.Kind kind) {
        return seen(kind, DOMAIN);
    }

    MadeUpHistory seen(NodeRental.Kind kind, DomainRef domain) {
        return tell(kind.name(), new NodeRental(MACHINE, kind, Optional.of(domain), "", T0));
    }

    /** One step of an intent, told with the extrinsic that was signed for it. */
    MadeUpHistory intent(String intentId, BondingStep.State state, String extrinsicHash) {
        return tell(
                "intent-" + told.size(),
                new BondingStep(
                        Optional.of(MACHINE),
                        intentId,
                        "gen-server-room",
                        state,
                        "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
                        "chain-bridge/gpu-host-1",
                        Optional.of(7L),
                        Optional.of(extrinsicHash),
                        Optional.empty(),
                        Optional.empty(),
                        "in words",
                        Optional.empty(),
                        Optional.empty(),
                        T0));
    }

    MadeUpHistory tell(String id, PoolEvent event) {
        return tell(id, event, tree(event));
    }

    private MadeUpHistory tell(String id, PoolEvent event, JsonNode json) {
        told.add(new Told(told.size(), new Envelope(id, "/dbcpool/test", T0, event), json));
        return this;
    }

    private static JsonNode tree(PoolEvent event) {
        try {
            return EventCodec.json().readTree(EventCodec.json().writeValueAsString(event));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }

    private static final List<VacateStep> STEPS =
            List.of(new VacateStep("begun", 0), new VacateStep("term", 5_000), new VacateStep("released", 5_200));
}
