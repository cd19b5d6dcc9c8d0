package io.dbcpool.watcher.guard;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.Alert.Severity;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.DrillCompleted;
import io.dbcpool.events.DrillCompleted.Outcome;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.watcher.drill.DrillReport;
import io.dbcpool.watcher.drill.DrillRule;
import io.dbcpool.watcher.drill.Measure;
import io.dbcpool.watcher.drill.Tuning;
import io.dbcpool.watcher.guard.MachineView.RefusedDrillView;
import io.dbcpool.watcher.guard.MachineView.RunningDrillView;
import io.dbcpool.watcher.guard.Observation.DrillAsked;
import io.dbcpool.watcher.journal.JournalRecord.DrillBegun;
import io.dbcpool.watcher.journal.JournalRecord.DrillEnded;
import io.dbcpool.watcher.vacate.Anchor;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.VacatePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The drills of one machine: which of its vacates are some, what the last of each domain has measured, and by which
 * budget the domain is stopped since. Used by one thread.
 */
final class Drills {

    static final String SCHEDULE = "schedule";

    private static final String ALERT = "DrillDoesNotFit";

    private final Machine machine;
    private final GuardSettings settings;
    private final Map<UUID, DrillBegun> underWay;
    private final Map<UUID, DrillCompleted> last;
    private final Map<UUID, Measure> measures;
    private Optional<Instant> lastBegunAt;
    private Optional<RefusedDrillView> refused = Optional.empty();

    Drills(Machine machine, GuardSettings settings, RememberedDrills remembered) {
        this.machine = machine;
        this.settings = settings;
        this.last = new LinkedHashMap<>(remembered.last());
        this.measures = new HashMap<>(remembered.measures());
        this.lastBegunAt = last.values().stream().map(DrillCompleted::startedAt).max(Instant::compareTo);
        this.underWay = new HashMap<>(remembered.begun());
    }

    /** What stood when the watcher before this one ended. */
    List<Effect> start() {
        return last.values().stream()
                .filter(drill -> drill.outcome() == Outcome.DOES_NOT_FIT)
                .map(Drills::raise)
                .toList();
    }

    /** By which this domain is stopped. */
    VacatePolicy policyOf(UUID domain, boolean canBeAsked) {
        var tuned = Optional.ofNullable(last.get(domain))
                .map(drill -> Tuning.within(settings.policy(), drill.tuned()))
                .orElse(settings.policy());
        return canBeAsked ? tuned : new VacatePolicy(Duration.ZERO, tuned.term(), tuned.deadline());
    }

    /** What becomes of one that a watcher before this one began. */
    RunningVacate resume(RunningVacate vacate) {
        return isDrill(vacate) ? vacate.tellingAs(told -> tell(vacate, told)) : vacate;
    }

    boolean isDrill(RunningVacate vacate) {
        return underWay.containsKey(vacate.id());
    }

    /** Not asked for by anybody, but due. */
    DrillAsked ofSchedule() {
        return new DrillAsked(settings.ids().get(), SCHEDULE);
    }

    boolean isDue(Moment now) {
        return DrillRule.isDue(settings.drillEvery(), lastBegunAt, now.wall());
    }

    void refuse(DrillAsked asked, List<String> missing) {
        refused = Optional.of(new RefusedDrillView(asked.drillId(), asked.operator(), missing));
    }

    /** Of one domain; its first step is taken by {@link RunningVacate#begin}. */
    RunningVacate begin(List<Effect> effects, DrillAsked asked, KnownDomain domain, Moment now) {
        var owners = domain.owners().orElseThrow();
        var policy = policyOf(owners.uuid(), domain.canBeAsked());
        var vacate = RunningVacate.of(
                settings.ids().get(),
                machine.id(),
                owners,
                "drill:" + asked.drillId(),
                Trigger.of(Source.HYPERVISOR, Via.DIRECT, EventCodec.micros(now.wall())),
                new Anchor(now.monotonic(), EventCodec.micros(now.wall()), false),
                policy,
                settings.actor(),
                now,
                settings.bootId());
        var begun = new DrillBegun(vacate.id(), asked.drillId(), machine.id(), asked.operator());
        underWay.put(vacate.id(), begun);
        lastBegunAt = Optional.of(now.wall());
        effects.add(new Effect.Write(begun));
        return resume(vacate);
    }

    /** Its steps are kept to be told with its end; what a vacate would alarm is in what it measured. */
    private List<Effect> tell(RunningVacate vacate, Effect told) {
        var begun = underWay.get(vacate.id());
        return begun != null && told instanceof Effect.SignReceipt sign
                ? complete(begun, vacate.policy(), sign.draft())
                : List.of();
    }

    private List<Effect> complete(DrillBegun begun, VacatePolicy used, VacateCompleted draft) {
        var domain = draft.domain().uuid();
        var tuned = Tuning.tune(
                settings.policy(),
                policyOf(domain, !used.soft().isZero()),
                new Measure("drill", draft.startedAt(), draft.steps()));
        var drill = DrillReport.of(begun.drillId(), begun.operator(), draft, used, tuned);
        var effects = end(begun, drill);
        if (drill.outcome() == Outcome.FITS || drill.outcome() == Outcome.DOES_NOT_FIT) {
            last.put(domain, drill);
            effects.add(
                    drill.outcome() == Outcome.FITS
                            ? new Effect.Clear(ALERT, domain.toString(), describe(drill))
                            : raise(drill));
        }
        return effects;
    }

    /** Somebody has rented the machine: what the drill has begun is a vacate's from now on. */
    List<Effect> becomeVacate(RunningVacate vacate, Moment now) {
        var begun = underWay.remove(vacate.id());
        return begun == null || vacate.isReceiptSigned()
                ? List.of()
                : end(
                        begun,
                        DrillReport.becameVacate(
                                begun.drillId(), begun.operator(), vacate.soFar(now), vacate.policy()));
    }

    private static List<Effect> end(DrillBegun begun, DrillCompleted drill) {
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.Write(new DrillEnded(begun.vacateId(), drill)));
        effects.add(new Effect.Publish(begun.vacateId() + ":drill", drill));
        return effects;
    }

    /** It is gone, or given up: what it took is known. */
    void forget(RunningVacate vacate, Moment now) {
        var measure = new Measure(isDrill(vacate) ? "drill" : "vacate", now.wall(), vacate.steps());
        if (measure.isMeasured()) {
            measures.put(vacate.domain().uuid(), measure);
        }
        underWay.remove(vacate.id());
    }

    /** Why this domain would not be off in time. */
    Optional<String> findMisfit(DomainRef domain) {
        return Optional.ofNullable(measures.get(domain.uuid()))
                .flatMap(measure -> measure.findMisfit(settings.policy().deadline()));
    }

    List<DrillCompleted> list() {
        return List.copyOf(last.values());
    }

    Optional<RefusedDrillView> findRefused() {
        return refused;
    }

    Optional<RunningDrillView> view(RunningVacate vacate, Moment now) {
        return Optional.ofNullable(underWay.get(vacate.id())).map(begun -> {
            var view = vacate.view(now);
            return new RunningDrillView(
                    begun.drillId(), begun.operator(), view.domain(), view.elapsedMillis(), view.force(), view.steps());
        });
    }

    private static Effect raise(DrillCompleted drill) {
        return new Effect.Raise(ALERT, Severity.WARNING, drill.domain().uuid().toString(), describe(drill));
    }

    private static String describe(DrillCompleted drill) {
        return "drill of domain '%s': %s".formatted(drill.domain().name(), drill.why());
    }
}
