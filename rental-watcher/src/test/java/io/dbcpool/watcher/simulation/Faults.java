package io.dbcpool.watcher.simulation;

import io.dbcpool.values.Word;
import io.dbcpool.watcher.simulation.SimulatedDomain.Whose;
import io.dbcpool.watcher.simulation.SimulatedHost.Libvirt;
import io.dbcpool.watcher.simulation.SimulatedWatcher.SlowOrBroken;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** What can fail, one method each. */
final class Faults {

    private static final long SECOND = 1_000_000_000L;

    private final World world;
    private final Agenda agenda;
    private final Dice dice;

    Faults(World world, Dice dice) {
        this.world = world;
        this.agenda = world.agenda();
        this.dice = dice;
    }

    /** One of them, {@code after} that time. */
    void plant(long after, SimulatedDomain owners) {
        int kind = dice.between(0, 19);
        agenda.after(after, () -> {
            if (!world.plot().isHealed()) {
                befall(kind, owners);
            }
        });
    }

    private void befall(int kind, SimulatedDomain owners) {
        world.note(() -> "fault %s".formatted(kind));
        switch (kind) {
            case 0 -> libvirt(Libvirt.DOWN);
            case 1, 2 -> libvirt(Libvirt.HUNG);
            case 3 -> libvirt(Libvirt.FAILING);
            case 4 -> lie();
            case 5 -> owners.process().ifPresent(SimulatedProcess::stop);
            case 6 -> unreapable(owners);
            case 7 -> forbidSignals();
            case 8, 9 -> disk();
            case 10 -> kafka();
            case 11 -> world.watchers().forEach(SimulatedWatcher::failProducer);
            case 12, 13, 14 -> kill();
            case 15 ->
                world.wall()
                        .step(dice.oneOf(
                                Duration.ofHours(1),
                                Duration.ofHours(-1),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(-3),
                                Duration.ofMinutes(-10)));
            case 16 -> takeOver(owners);
            case 17 -> stranger();
            case 18 -> forge();
            default -> readAgain();
        }
    }

    private void libvirt(Libvirt how) {
        if (world.host().libvirt() != Libvirt.UP) {
            return;
        }
        long since = agenda.nowNanos();
        world.host().libvirt(how);
        long lasts = dice.seldomLongMillis(300, 90_000);
        if (how != Libvirt.FAILING && lasts > 40 * SECOND) {
            agenda.after(38 * SECOND, () -> {
                if (world.host().libvirt() == how) {
                    world.witness().onLibvirtGone(since);
                }
            });
        }
        agenda.after(lasts, () -> {
            if (world.host().libvirt() == how) {
                world.host().libvirt(Libvirt.UP);
            }
        });
    }

    private void lie() {
        world.host().beginToLie();
        agenda.after(dice.seldomLongMillis(1_000, 90_000), world.host()::endLie);
    }

    private void unreapable(SimulatedDomain owners) {
        long lasts = dice.seldomLongMillis(5_000, 120_000);
        owners.process().ifPresent(process -> process.unreapableUntil(agenda.nowNanos() + lasts));
    }

    private void forbidSignals() {
        world.host().forbidSignals(true);
        agenda.after(dice.seldomLongMillis(2_000, 120_000), () -> world.host().forbidSignals(false));
    }

    private void disk() {
        var how = dice.oneOf(SlowOrBroken.SLOW, SlowOrBroken.SLOW, SlowOrBroken.FULL, SlowOrBroken.READ_ONLY);
        long lasts = dice.seldomLongMillis(500, 120_000);
        for (SimulatedWatcher watcher : world.watchers()) {
            watcher.disk(how);
            agenda.after(lasts, () -> watcher.disk(SlowOrBroken.FINE));
        }
    }

    private void kafka() {
        if (dice.chance(0.3)) {
            world.kafka().latencyNanos(dice.seldomLongMillis(100, 20_000));
            return;
        }
        world.kafka().up(false);
        agenda.after(dice.seldomLongMillis(500, 300_000), () -> {
            world.kafka().up(true);
            world.watchers().forEach(SimulatedWatcher::followAgain);
        });
    }

    private void kill() {
        var watcher = dice.oneOf(world.watchers().toArray(SimulatedWatcher[]::new));
        if (dice.chance(0.7)) {
            watcher.dieAtAwait(dice.between(1, 40));
        } else {
            watcher.kill();
        }
        if (dice.chance(0.05)) {
            watcher.kill();
            watcher.damageJournal(dice.between(0, 20_000));
        }
        if (dice.chance(0.2)) {
            agenda.after(dice.millis(500, 8_000), () -> watcher.dieAtAwait(dice.between(1, 20)));
        }
    }

    /** The owner's domain becomes another's, or another bears its name. */
    private void takeOver(SimulatedDomain owners) {
        if (world.host().libvirt() != Libvirt.UP || world.host().isLying()) {
            return;
        }
        switch (dice.between(0, 2)) {
            case 0 -> {
                owners.redefine(Whose.RENTERS, World.OWNERS_NAME, Optional.of("1234567890ab"));
                owners.process().ifPresent(process -> startAnew(owners, process));
            }
            case 1 -> {
                if (!owners.isRunning()) {
                    owners.redefine(Whose.OWNERS, "another-name", Optional.empty());
                    bornBy(World.OWNERS_NAME, dice.chance(0.5));
                }
            }
            default -> {
                owners.process().ifPresent(SimulatedProcess::end);
                agenda.after(SECOND, () -> {
                    if (!owners.isRunning() && world.host().libvirt() == Libvirt.UP) {
                        world.host().undefine(owners);
                        bornBy(World.OWNERS_NAME, dice.chance(0.5));
                    }
                });
            }
        }
    }

    private void startAnew(SimulatedDomain domain, SimulatedProcess process) {
        process.end();
        agenda.after(SECOND, () -> {
            if (!domain.isRunning() && world.host().libvirt() == Libvirt.UP) {
                world.host().start(domain);
            }
        });
    }

    /** Without DBC's marker only the pin of the first tells them apart, if anybody ever saw the first. */
    private void bornBy(String name, boolean marked) {
        boolean isPinned = world.watchers().stream().allMatch(watcher -> watcher.isPinned(World.OWNERS_UUID));
        var definition = SimulatedDomain.define(
                new UUID(3, 3), name, "destroy", marked || !isPinned ? Optional.of("1234567890ab") : Optional.empty());
        world.host().start(new SimulatedDomain(Whose.RENTERS, definition, true, Temperament.of(dice)));
    }

    private void stranger() {
        if (world.host().libvirt() != Libvirt.UP) {
            return;
        }
        boolean verifier = dice.chance(0.5);
        var definition = SimulatedDomain.define(
                new UUID(4, 4), verifier ? "vm_check_1700000000" : "who-knows", "destroy", Optional.empty());
        var domain = new SimulatedDomain(
                verifier ? Whose.VERIFIERS : Whose.NOBODY_KNOWS, definition, dice.chance(0.5), Temperament.of(dice));
        world.host().start(domain);
        agenda.after(dice.millis(5_000, 600_000), () -> domain.process().ifPresent(SimulatedProcess::end));
    }

    /** A few words of a forger, from the machine's own address or from another. */
    private void forge() {
        int words = dice.between(1, 20);
        for (int i = 0; i < words; i++) {
            var word = dice.chance(0.5) ? Word.RENTING : Word.EMPTY;
            agenda.after(dice.millis(0, 60_000), () -> {
                if (dice.chance(0.2)) {
                    world.broadcast(word, true, elsewhere());
                } else {
                    world.broadcast(word, true);
                }
            });
        }
    }

    private static InetAddress elsewhere() {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 66});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** A broker that lost its data is read anew; what was heard is heard again. */
    private void readAgain() {
        world.watchers().forEach(SimulatedWatcher::readAgain);
    }
}
