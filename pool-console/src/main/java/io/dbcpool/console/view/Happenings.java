package io.dbcpool.console.view;

import io.dbcpool.events.Alert;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.DrillCompleted;
import io.dbcpool.events.MachineReleased;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStepTaken;
import io.dbcpool.values.RentOrderId;
import io.dbcpool.values.Word;
import java.util.Locale;
import java.util.Optional;

/** Which line a record adds to its machine's timeline. What stands, such as readiness, adds none. */
final class Happenings {

    private Happenings() {}

    static Optional<Happening> find(PoolEvent event) {
        if (event instanceof BroadcastHeard heard) {
            return find(heard);
        }
        if (event instanceof NodeRental rental) {
            return Optional.of(Happening.of(
                    rental.observedAt(),
                    word(rental.kind()),
                    rental.domain().map(DomainRef::name).orElse("")));
        }
        if (event instanceof ChainRental rental) {
            return Optional.of(Happening.of(
                    rental.observedAt(),
                    "chain-" + word(rental.kind()),
                    rental.rentOrderId().map(RentOrderId::toString).orElse("?"),
                    String.valueOf(rental.block().height()),
                    word(rental.finality())));
        }
        if (event instanceof Alert alert) {
            return Optional.of(
                    Happening.of(alert.at(), "alert-" + word(alert.state()), alert.alert(), alert.summary()));
        }
        return findOfVacates(event);
    }

    /** The first of a word; what only counts repeats is no news. */
    private static Optional<Happening> find(BroadcastHeard heard) {
        return heard.count() != 1
                ? Optional.empty()
                : Optional.of(Happening.of(
                        heard.firstAt(),
                        heard.status() == Word.RENTING ? "broadcast-renting" : "broadcast-empty",
                        heard.sender()));
    }

    private static Optional<Happening> findOfVacates(PoolEvent event) {
        if (event instanceof VacateStarted started) {
            return Optional.of(Happening.of(
                    started.startedAt(),
                    "vacate-started",
                    started.domain().name(),
                    word(started.trigger().source())));
        }
        if (event instanceof VacateStepTaken taken) {
            return Optional.of(Happening.of(
                    taken.at(),
                    "vacate-step",
                    taken.step().name(),
                    String.valueOf(taken.step().atMillis()),
                    taken.note()));
        }
        if (event instanceof VacateCompleted vacate) {
            return Optional.of(Happening.of(
                    vacate.startedAt().plusMillis(Math.max(0, vacate.elapsedMillis())),
                    "vacate-" + word(vacate.outcome()),
                    vacate.domain().name(),
                    String.valueOf(vacate.elapsedMillis()),
                    String.valueOf(vacate.marginMillis())));
        }
        if (event instanceof MachineReleased released) {
            return Optional.of(Happening.of(released.releasedAt(), "released", released.operator(), released.reason()));
        }
        return event instanceof DrillCompleted drill
                ? Optional.of(Happening.of(
                        drill.startedAt(),
                        "drill-" + word(drill.outcome()),
                        drill.domain().name(),
                        String.valueOf(drill.elapsedMillis())))
                : Optional.empty();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
