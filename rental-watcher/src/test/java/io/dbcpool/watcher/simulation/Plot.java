package io.dbcpool.watcher.simulation;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.values.Word;
import io.dbcpool.watcher.guard.Observation.DrillAsked;
import io.dbcpool.watcher.guard.Observation.Released;
import io.dbcpool.watcher.simulation.SimulatedDomain.Whose;
import io.dbcpool.watcher.simulation.SimulatedHost.Libvirt;
import io.dbcpool.watcher.simulation.SimulatedWatcher.SlowOrBroken;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** What befalls the machine, from its dice: who rents it, what its owner does, and what fails meanwhile. */
final class Plot {

    private static final long SECOND = 1_000_000_000L;

    private final World world;
    private final Agenda agenda;
    private final Dice dice;
    private final int watchers;
    private final Restart restart;
    private final Duration soft;
    private final Duration term;
    private final Duration length;
    private final boolean allForged;
    private final boolean pendingPool;
    private final Optional<Duration> drillEvery;
    private final double lossOfDatagrams;
    private final boolean slowSupervisor;
    private final Rentals rentals;
    private final Faults faults;
    private long healedAtNanos = Long.MAX_VALUE;

    Plot(World world, Dice dice) {
        this.world = world;
        this.agenda = world.agenda();
        this.dice = dice;
        allForged = dice.chance(0.08);
        watchers = !allForged && dice.chance(0.15) ? 2 : 1;
        restart = dice.chance(0.6) ? Restart.WHEN_FREE : Restart.NEVER;
        int softMillis = dice.oneOf(5_000, 5_000, 5_000, 0, 2_000, 7_000);
        soft = Duration.ofMillis(softMillis);
        term = Duration.ofMillis(Math.max(softMillis, dice.oneOf(7_000, 7_000, 5_000, 7_900)));
        length = world.weather().length(dice);
        pendingPool = dice.chance(0.2);
        drillEvery = dice.chance(0.1) ? Optional.of(Duration.ofHours(1)) : Optional.empty();
        lossOfDatagrams = dice.chance(0.3) ? 0.4 : 0;
        slowSupervisor = dice.chance(0.05);
        rentals = new Rentals(world, dice.split());
        faults = new Faults(world, dice.split());
    }

    void unfold() {
        var owners = SimulatedDomain.define(
                World.OWNERS_UUID, World.OWNERS_NAME, dice.chance(0.1) ? "restart" : "destroy", Optional.empty());
        var domain = new SimulatedDomain(Whose.OWNERS, owners, dice.chance(0.92), Temperament.of(dice));
        world.host().define(domain);
        if (dice.chance(0.9)) {
            startByHand(domain);
        }
        world.watchers().forEach(watcher -> agenda.after(dice.millis(0, 3_000), watcher::start));
        keepJournals();
        owner(domain);
        if (allForged) {
            forge();
        } else {
            rentals.unfold(length);
        }
        rentals.speakByTimer(length);
        int count = world.weather().faults(dice);
        for (int i = 0; i < count; i++) {
            faults.plant(near(), domain);
        }
    }

    /** When a fault does most harm: about a rental, or at any time. */
    private long near() {
        long any = dice.millis(20_000, length.toMillis());
        return rentals.begin()
                .filter(begin -> world.weather().isNearARental(dice))
                .map(begin -> Math.max(SECOND, begin + world.weather().nearness(dice)))
                .orElse(any);
    }

    private void keepJournals() {
        agenda.after(dice.millis(2_000, 8_000), () -> {
            world.watchers().forEach(SimulatedWatcher::keepJournal);
            keepJournals();
        });
    }

    // ---- the owner and his operator

    private void owner(SimulatedDomain domain) {
        int acts = dice.between(0, 3);
        for (int i = 0; i < acts; i++) {
            agenda.after(dice.millis(10_000, length.toMillis()), () -> ownerActs(domain));
        }
        if (dice.chance(0.25)) {
            agenda.after(dice.millis(60_000, length.toMillis()), this::drill);
        }
        if (dice.chance(0.2)) {
            agenda.after(rentals.begin().orElse(0L) + dice.millis(5_000, 400_000), this::release);
        }
    }

    private void ownerActs(SimulatedDomain domain) {
        if (world.host().libvirt() != Libvirt.UP || isHealed()) {
            return;
        }
        var process = domain.process();
        switch (dice.between(0, 4)) {
            case 0, 1 -> startByHand(domain);
            case 2 -> process.ifPresent(SimulatedProcess::ask);
            case 3 ->
                process.ifPresent(running -> world.host()
                        .become(domain, dice.oneOf(DomainState.PAUSED, DomainState.PM_SUSPENDED, DomainState.CRASHED)));
            default -> process.ifPresent(SimulatedProcess::end);
        }
    }

    private void startByHand(SimulatedDomain domain) {
        boolean isThere = world.host().find(domain.uuid()).isPresent() || !domain.persistent();
        if (isThere && !domain.isRunning() && domain.state() == DomainState.SHUT_OFF) {
            world.host().start(domain);
            domain.process().ifPresent(world.witness()::onStartedByHand);
        }
    }

    private void drill() {
        world.note(() -> "drill");
        world.watchers().forEach(watcher -> watcher.observe(new DrillAsked(dice.uuid(), "kim")));
    }

    private void release() {
        if (isHealed()) {
            return;
        }
        world.watchers().forEach(watcher -> {
            if (watcher.isRunning()) {
                world.note(() -> "release");
                world.witness().onReleased(watcher);
                watcher.observe(new Released("kim", "by arrangement"));
            }
        });
    }

    // ---- a forger, on a machine that nobody rents

    private void forge() {
        rentals.chainSaysFree(SECOND);
        long every = dice.oneOf(1_000L, 5_000L, 20_000L, 60_000L, 170_000L, 200_000L);
        boolean byTurns = dice.chance(0.3);
        long from = dice.millis(1_000, 200_000);
        forgeAgain(from, every, byTurns, 0);
        longing(dice.chance(0.5));
    }

    private void forgeAgain(long after, long everyMillis, boolean byTurns, int count) {
        agenda.after(after, () -> {
            if (!isHealed() && count < 400) {
                world.broadcast(byTurns && count % 2 == 1 ? Word.EMPTY : Word.RENTING, true);
                forgeAgain(dice.millis(everyMillis / 2, everyMillis * 3 / 2), everyMillis, byTurns, count + 1);
            }
        });
    }

    /** The owner wants his VM back: he starts it whenever nobody believes that the machine is rented. */
    private void longing(boolean withRelease) {
        agenda.after(dice.millis(5_000, 60_000), () -> {
            var domain = world.host().find(World.OWNERS_UUID);
            boolean rented =
                    world.watchers().stream().anyMatch(watcher -> watcher.believesRented() || !watcher.isRunning());
            if (rented && withRelease) {
                release();
            } else if (!rented && world.host().libvirt() == Libvirt.UP && !isHealed()) {
                domain.ifPresent(this::startByHand);
            }
            longing(withRelease);
        });
    }

    // ---- the end

    /** Whatever was planted is over. */
    void heal() {
        healedAtNanos = agenda.nowNanos();
        world.kafka().up(true);
        world.kafka().latencyNanos(5_000_000);
        world.host().endLie();
        world.host().forbidSignals(false);
        world.host().endBlindness();
        world.host().libvirt(Libvirt.UP);
        world.watchers().forEach(watcher -> {
            watcher.disk(SlowOrBroken.FINE);
            watcher.start();
            watcher.readAgain();
        });
    }

    void onStarted(SimulatedWatcher watcher) {
        rentals.onStarted(watcher);
    }

    boolean isHealed() {
        return healedAtNanos != Long.MAX_VALUE;
    }

    static UUID rentersUuid(int number) {
        return new UUID(2, number);
    }

    /** After so long, if anybody rents the machine. */
    Optional<Long> rentalBegin() {
        return rentals.begin();
    }

    int watchers() {
        return watchers;
    }

    Restart restart() {
        return restart;
    }

    Duration soft() {
        return soft;
    }

    Duration term() {
        return term;
    }

    Duration length() {
        return length;
    }

    /** Nobody rents: every word that says so is forged. */
    boolean isAllForged() {
        return allForged;
    }

    boolean pendingPool() {
        return pendingPool;
    }

    Optional<Duration> drillEvery() {
        return drillEvery;
    }

    double lossOfDatagrams() {
        return isHealed() ? 0 : lossOfDatagrams;
    }

    long supervisorTakesNanos() {
        return slowSupervisor && !isHealed() ? dice.millis(1_000, 60_000) : dice.millis(200, 1_100);
    }
}
