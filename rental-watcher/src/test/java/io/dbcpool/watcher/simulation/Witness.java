package io.dbcpool.watcher.simulation;

import io.dbcpool.events.Alert;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import java.time.Duration;
import java.util.List;

/**
 * Sees the world as it truly is, and holds the watchers to the design's invariants. What the pool's own records tell is
 * checked by {@link RecordsWitness}; what they cannot tell is handed on to those that judge it, by invariant:
 *
 * <ol>
 *   <li>{@link DeadlineWitness} with its {@link DeadlineExcuses}, {@link AlertWitness}, {@link BeliefWitness}
 *   <li>{@link RenterSafetyWitness}
 *   <li>{@link StartWitness}
 *   <li>{@link StampedDeadlineWitness}
 *   <li>none: money is not the watcher's
 *   <li>{@link ReceiptWitness}
 *   <li>{@link AlertWitness}
 *   <li>{@link SpoofWitness}
 * </ol>
 */
final class Witness {

    /** Moments are told in microseconds, and reckoned in milliseconds. */
    static final Duration LABEL_SLACK = Duration.ofMillis(2);

    private final World world;
    private final Violations violations;
    private final WordsHeard heard;
    private final BegunVacates begun;
    private final DeadlineExcuses excuses;
    private final AlertWitness alerts;
    private final DeadlineWitness deadlines;
    private final BeliefWitness beliefs;
    private final RenterSafetyWitness renterSafety;
    private final StartWitness starts;
    private final StampedDeadlineWitness stampedDeadlines;
    private final SpoofWitness spoofs;
    private final ReceiptWitness receipts;
    private final RecordsWitness records;

    Witness(World world) {
        this.world = world;
        violations = new Violations(world);
        heard = new WordsHeard(world);
        begun = new BegunVacates(world);
        excuses = new DeadlineExcuses(world, heard);
        alerts = new AlertWitness(world, violations, excuses);
        deadlines = new DeadlineWitness(world, violations, begun, excuses, alerts);
        beliefs = new BeliefWitness(world, violations, heard);
        renterSafety = new RenterSafetyWitness(world, violations);
        starts = new StartWitness(world, violations, heard);
        stampedDeadlines = new StampedDeadlineWitness(world, violations);
        spoofs = new SpoofWitness(world, violations, begun);
        receipts = new ReceiptWitness(world, violations, begun);
        records = new RecordsWitness(world, violations);
    }

    void violation(String words) {
        violations.add(words);
    }

    List<String> violations() {
        return violations.found();
    }

    long vacates() {
        return begun.count();
    }

    long starts() {
        return starts.starts();
    }

    /** A watcher has taken something up: what does it believe, and who runs? */
    void onTurn(SimulatedWatcher watcher) {
        stampedDeadlines.onTurn(watcher);
        beliefs.onTurn(watcher);
        if (watcher.believesRented()) {
            heard.noteTold(watcher);
            deadlines.onTurn(watcher);
        }
    }

    /**
     * By broadcast just now, or of the chain itself.
     *
     * @param saidNanos when it was said
     */
    void onHeardRenting(SimulatedWatcher watcher, long saidNanos) {
        heard.onRenting(watcher, saidNanos);
        if (watcher.isRunning() && !watcher.isBehind() && !watcher.believesRented()) {
            beliefs.onDisbelieved(watcher);
        }
    }

    /** @param saidNanos when the block was made that says it is rented */
    void onHeardChain(SimulatedWatcher watcher, long saidNanos) {
        heard.onDated(watcher, saidNanos);
        if (watcher.believesRented() && !watcher.isBehind()) {
            deadlines.onBelieved(saidNanos);
        }
    }

    /** @param offset its place among all that was told by others */
    void onHeardByKafka(SimulatedWatcher watcher, int offset, SimulatedKafka.Read read) {
        heard.onReadFromKafka(watcher, offset, read);
    }

    /** It has come to it. */
    void onTakenFromKafka(SimulatedWatcher watcher, SimulatedKafka.Read read) {
        beliefs.onTakenFromKafka(watcher, read);
        if (read.envelope().event() instanceof ChainRental rental && WordsHeard.saysRented(rental)) {
            onHeardChain(watcher, world.wall().nanos(rental.blockTime()));
        }
    }

    /** To whoever follows the chain itself. */
    void onChainSaidFree() {
        heard.onChainSaidFree();
    }

    void onChainSaidRented() {
        heard.onChainSaidRented();
    }

    /** A fork takes back that it is rented. */
    void onTakenBack() {
        excuses.onTakenBack();
    }

    void onReleased(SimulatedWatcher watcher) {
        heard.onReleased(watcher);
    }

    /** Somebody is about to do something to it. */
    void onTouched(SimulatedWatcher watcher, SimulatedDomain domain, String how) {
        renterSafety.onTouched(watcher, domain, how);
    }

    /** A watcher starts a domain, at this moment. */
    void onStarted(SimulatedWatcher watcher, SimulatedDomain domain) {
        starts.onStarted(watcher, domain);
    }

    /** The owner starts it by hand. */
    void onStartedByHand(SimulatedProcess process) {
        spoofs.onStartedByHand(process);
    }

    /** libvirtd has been gone since then. */
    void onLibvirtGone(long sinceNanos) {
        alerts.onLibvirtGone(sinceNanos);
    }

    /** @param isAgain whether a watcher before has told it, and may have lost it */
    void onAlert(Alert alert, boolean isAgain) {
        alerts.onAlert(alert, isAgain);
    }

    void onPublished(SimulatedWatcher watcher, Envelope envelope) {
        if (envelope.event() instanceof VacateCompleted receipt) {
            receipts.onReceipt(watcher, receipt);
            records.onReceipt(receipt);
        } else if (envelope.event() instanceof VacateStarted started && begun.add(watcher, started)) {
            spoofs.onBegun(watcher, started);
        }
    }

    void judgeTheWhole() {
        records.judgeTheWhole();
    }
}
