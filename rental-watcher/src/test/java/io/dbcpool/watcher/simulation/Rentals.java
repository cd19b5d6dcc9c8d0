package io.dbcpool.watcher.simulation;

import io.dbcpool.events.ChainRental;
import io.dbcpool.events.ChainRental.Finality;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.RentOrderId;
import io.dbcpool.values.Word;
import io.dbcpool.watcher.belief.Signal.ChainRetracts;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.simulation.SimulatedDomain.Whose;
import io.dbcpool.watcher.simulation.SimulatedHost.Libvirt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who rents the machine, and what chain and DBC node say of it. */
final class Rentals {

    private static final long SECOND = 1_000_000_000L;
    private static final long BLOCK = 6 * SECOND;
    private static final long FIRST_HEIGHT = 100;

    /** A follower of the chain that starts has connected and read the blocks since the last final one. */
    private static final long BLOCKS_READ = SECOND / 2;

    /** How the watcher hears of the chain. */
    private enum ChainWay {
        NONE,
        KAFKA,
        DIRECT
    }

    private final World world;
    private final Agenda agenda;
    private final Dice dice;
    private final ChainWay way;
    private final long startNanos;
    private final boolean nodeErrs;
    private Optional<Long> begin = Optional.empty();
    private boolean rented;
    private int orders;
    /** When the last order was put into a block. */
    private long orderedAtNanos;

    private Optional<SaysRented> standing = Optional.empty();

    Rentals(World world, Dice dice) {
        this.world = world;
        this.agenda = world.agenda();
        this.dice = dice;
        this.startNanos = agenda.nowNanos();
        this.way = dice.oneOf(ChainWay.NONE, ChainWay.KAFKA, ChainWay.KAFKA, ChainWay.KAFKA, ChainWay.DIRECT);
        this.nodeErrs = dice.chance(0.1);
        if (dice.chance(0.9)) {
            begin = Optional.of(dice.millis(20_000, 400_000));
        }
    }

    /** When the first rental begins, from the start; empty if nobody rents. */
    Optional<Long> begin() {
        return begin;
    }

    /**
     * What a watcher that follows the chain itself reads of it when it starts: the last order, with its block's time.
     */
    void onStarted(SimulatedWatcher watcher) {
        agenda.after(BLOCKS_READ, () -> standing.ifPresent(order -> watcher.observe(new Heard(order))));
    }

    void unfold(Duration length) {
        if (dice.chance(0.5)) {
            chainSaysFree(dice.millis(500, 20_000));
        }
        begin.ifPresent(first -> {
            agenda.after(first, this::order);
            if (dice.chance(0.3)) {
                agenda.after(first + dice.millis(300_000, length.toMillis()), this::order);
            }
        });
    }

    /** Somebody's {@code rentMachine} is in a block. */
    private void order() {
        if (rented || world.plot().isHealed()) {
            return;
        }
        rented = true;
        orderedAtNanos = agenda.nowNanos();
        int order = ++orders;
        boolean forked = dice.chance(0.05);
        chainSaysRented(order, Finality.BEST_BLOCK, dice.millis(0, 9_000));
        if (forked) {
            agenda.after(dice.millis(3_000, 15_000), () -> retract(order));
            return;
        }
        agenda.after(dice.millis(12_000, 18_000), () -> {
            if (rented && orders == order) {
                chainSaysRented(order, Finality.FINALIZED_BLOCK, dice.millis(12_000, 18_000));
            }
        });
        long vm = dice.chance(0.5) ? dice.millis(500, 20_000) : dice.millis(20_000, 300_000);
        agenda.after(vm, () -> requestVm(order));
        agenda.after(vm + dice.millis(30_000, 500_000), () -> end(order));
    }

    /** The renter asks for his VM: the DBC node shouts until the owner's is gone, and then makes it. */
    private void requestVm(int order) {
        if (rented && orders == order) {
            shout(order, 0);
        }
    }

    private void shout(int order, int times) {
        if (!rented || orders != order) {
            return;
        }
        world.broadcast(Word.RENTING, false);
        boolean isInTheWay = world.host().isAnyRunning(Whose.OWNERS);
        if (times >= 10 && isInTheWay) {
            world.host().all().forEach(domain -> domain.process().ifPresent(SimulatedProcess::kill));
        }
        if (times < 10 && (isInTheWay || times == 0)) {
            agenda.after(2 * SECOND, () -> shout(order, times + 1));
        } else {
            agenda.after(dice.millis(500, 5_000), () -> makeVm(order));
        }
    }

    private void makeVm(int order) {
        if (!rented
                || orders != order
                || world.host().libvirt() != Libvirt.UP
                || world.plot().isHealed()) {
            return;
        }
        var definition = SimulatedDomain.define(
                Plot.rentersUuid(order), "renters-" + order, "destroy", Optional.of("1234567890ab"));
        var domain = new SimulatedDomain(Whose.RENTERS, definition, true, Temperament.of(dice));
        world.host().start(domain);
        tellOfNode(NodeRental.Kind.RENTER_DOMAIN_APPEARED, domain);
    }

    private void tellOfNode(NodeRental.Kind kind, SimulatedDomain domain) {
        world.tell(new NodeRental(
                World.MACHINE,
                kind,
                Optional.of(new DomainRef(domain.definition().name(), domain.uuid())),
                "its hyperv vendor id",
                EventCodec.micros(world.wall().instant())));
    }

    private void end(int order) {
        if (!rented || orders != order) {
            return;
        }
        rented = false;
        agenda.after(
                dice.chance(0.8) ? dice.millis(1_000, 30_000) : dice.millis(60_000, 900_000),
                () -> world.host().find(Plot.rentersUuid(order)).ifPresent(domain -> {
                    domain.process().ifPresent(SimulatedProcess::end);
                    tellOfNode(NodeRental.Kind.RENTER_DOMAIN_GONE, domain);
                }));
        agenda.after(dice.millis(12_000, 24_000), () -> {
            if (!rented) {
                chainSaysFree(0);
            }
        });
    }

    private void retract(int order) {
        if (orders == order) {
            rented = false;
            world.witness().onTakenBack();
            if (way == ChainWay.KAFKA) {
                tell(ChainRental.Kind.RETRACTED, order, Finality.BEST_BLOCK, orderedAtNanos);
            } else if (way == ChainWay.DIRECT) {
                standing = Optional.empty();
                world.say(new ChainRetracts(Optional.of(new RentOrderId(order)), block(orderedAtNanos)));
            }
        }
    }

    /** @param afterNanos how long the chain's follower takes to see it */
    private void chainSaysRented(int order, Finality finality, long afterNanos) {
        long said = orderedAtNanos;
        agenda.after(Math.min(afterNanos, 2 * BLOCK), () -> {
            if (!rented || orders != order) {
                return; // a fork has taken it back before anybody saw it
            }
            if (way == ChainWay.KAFKA) {
                tell(ChainRental.Kind.ORDERED, order, finality, said);
            } else if (way == ChainWay.DIRECT) {
                world.witness().onChainSaidRented();
                var time = time(said);
                var trigger = new Trigger(
                        finality == Finality.BEST_BLOCK ? Source.BEST_BLOCK : Source.FINALIZED_BLOCK,
                        Via.DIRECT,
                        time,
                        Optional.of(new RentOrderId(order)),
                        Optional.of(block(said)),
                        Optional.of(time));
                var ordered = new SaysRented(trigger, time);
                standing = Optional.of(ordered);
                world.say(ordered);
                world.watchers().forEach(watcher -> {
                    world.witness().onHeardRenting(watcher, said);
                    world.witness().onHeardChain(watcher, said);
                });
            }
        });
    }

    void chainSaysFree(long afterNanos) {
        agenda.after(afterNanos, () -> {
            if (rented) {
                return;
            }
            if (way == ChainWay.KAFKA) {
                tell(ChainRental.Kind.ENDED, orders, Finality.FINALIZED_BLOCK, finalized());
            } else if (way == ChainWay.DIRECT) {
                standing = Optional.empty();
                world.witness().onChainSaidFree();
                world.say(new ChainSaysFree(
                        EventCodec.micros(world.wall().instant()), Via.DIRECT, Optional.of(block(finalized()))));
            }
        });
    }

    /** @param saidNanos when its block was made */
    private void tell(ChainRental.Kind kind, int order, Finality finality, long saidNanos) {
        boolean free = kind == ChainRental.Kind.ENDED;
        world.tell(new ChainRental(
                World.MACHINE,
                kind,
                Optional.of(new RentOrderId(order)),
                Optional.empty(),
                free ? List.of() : List.of(0),
                block(saidNanos),
                "0x" + "00".repeat(32),
                time(saidNanos),
                finality,
                time(agenda.nowNanos()),
                false));
    }

    /** By the chain's clock, and that of who follows it for the pool: nobody sets them. */
    private Instant time(long nanos) {
        return EventCodec.micros(world.wall().label(nanos));
    }

    private BlockNumber block(long nanos) {
        return new BlockNumber(FIRST_HEIGHT + Math.floorDiv(nanos - startNanos, BLOCK));
    }

    /** When the block was made that is the last final one now. */
    private long finalized() {
        return agenda.nowNanos() - 2 * BLOCK;
    }

    /** The DBC node's timer, every 300 to 900 s. */
    void speakByTimer(Duration length) {
        long every = dice.millis(300_000, 900_000);
        speakAgain(dice.millis(0, every / 1_000_000), every, startNanos + length.toNanos());
    }

    private void speakAgain(long after, long every, long until) {
        agenda.after(after, () -> {
            if (agenda.nowNanos() < until) {
                boolean errs = nodeErrs && dice.chance(0.5);
                if (rented && !errs) {
                    world.broadcast(Word.RENTING, false);
                } else {
                    world.broadcast(Word.EMPTY, false);
                }
                speakAgain(every, every, until);
            }
        });
    }
}
