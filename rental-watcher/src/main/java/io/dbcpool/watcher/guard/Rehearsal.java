package io.dbcpool.watcher.guard;

import io.dbcpool.broadcast.BroadcastDecoder;
import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolConfig.Node;
import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.hypervisor.libvirt.DomainXml;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.guard.Observation.Applied;
import io.dbcpool.watcher.guard.Observation.Changed;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.guard.Observation.Listed;
import io.dbcpool.watcher.guard.Observation.Looked;
import io.dbcpool.watcher.guard.Observation.Seen;
import io.dbcpool.watcher.journal.FileJournal;
import io.dbcpool.watcher.owner.Recognition;
import io.dbcpool.watcher.receipt.ReceiptBook;
import io.dbcpool.watcher.receipt.ReceiptKey;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Plays vacates of a machine that does not exist, through the real rules and codecs and with no effect in the world.
 *
 * <p>A machine is rented once a day or so, so that each vacate would be the first of its process: its classes not
 * loaded yet, its code not compiled. That alone took 200 ms on two cores, and the JSON of the first journal record more
 * than the 100 ms for which the act waits.
 */
final class Rehearsal {

    private static final String DOMAIN = "rehearsal";
    private static final UUID UUID_OF_DOMAIN = new UUID(0, 0);
    private static final MachineId MACHINE = new MachineId("0".repeat(64));
    private static final Machine CONFIG = new Machine(
            MACHINE,
            DOMAIN,
            URI.create("test:///default"),
            List.of(DOMAIN),
            Optional.empty(),
            Restart.NEVER,
            Optional.empty(),
            new Node(Path.of("/"), List.of()));
    private static final String XML = """
            <domain type='qemu'>
              <name>%s</name>
              <uuid>%s</uuid>
              <metadata><own xmlns='https://dbcpool.io/xmlns/owner/1' nonce='rehearsal'/></metadata>
              <features><acpi/></features>
              <devices><disk type='file' device='disk'><source file='/dev/null'/></disk></devices>
            </domain>
            """.formatted(DOMAIN, UUID_OF_DOMAIN);

    /** Signing is slow to compile, and nothing waits for it. */
    private static final int SIGNED_ROUNDS = 2;

    private final GuardSettings settings;
    private final ReceiptBook receipts = new ReceiptBook(ReceiptKey.ofThisRun(), List.of());
    private int played;

    Rehearsal(GuardSettings settings) {
        this.settings = settings;
    }

    /** @return how many rounds were played */
    int play(int rounds, BooleanSupplier more) {
        while (played < rounds && more.getAsBoolean()) {
            play();
            played++;
        }
        return played;
    }

    private void play() {
        byte[] datagram = BroadcastEncoder.encode(MACHINE, Word.RENTING);
        BroadcastDecoder.decode(datagram, datagram.length);
        var now = now();
        var machine = new GuardedMachine(CONFIG, settings, Remembered.of(CONFIG, List.of(), settings, now), now);
        carryOut(machine, new Listed(now.monotonic(), List.of(seen(DomainState.RUNNING))));
        var trigger = Trigger.of(Source.BROADCAST, Via.DIRECT, EventCodec.micros(now.wall()));
        carryOut(machine, new Heard(new SaysRented(trigger, trigger.observedAt())));
        carryOut(machine, new Looked(UUID_OF_DOMAIN, Optional.empty()));
        carryOut(machine, new Changed(seen(DomainState.SHUT_OFF)));
        machine.view(now(), Optional.empty());
    }

    private void carryOut(GuardedMachine machine, Observation observation) {
        for (Effect effect : machine.on(observation, now())) {
            if (effect instanceof Effect.Write write) {
                FileJournal.rehearse(write.record());
            } else if (effect instanceof Effect.Publish publish) {
                EventCodec.encode(new Envelope(
                        publish.id(), settings.actor().name(), EventCodec.micros(now().wall()), publish.event()));
            } else if (effect instanceof Effect.Apply apply) {
                recognise(machine);
                carryOut(machine, new Applied(apply.vacateId(), apply.force(), DOMAIN));
            } else if (effect instanceof Effect.SignReceipt sign && played < SIGNED_ROUNDS) {
                EventCodec.value(receipts.sign(sign.draft()));
            }
        }
    }

    private static Recognition recognise(GuardedMachine machine) {
        return machine.allowList()
                .recognise(seen(DomainState.RUNNING).definition().orElseThrow());
    }

    private static Seen seen(DomainState state) {
        var definition = ((DomainXml.Read) DomainXml.read(XML)).definition();
        var snapshot = new DomainSnapshot(UUID_OF_DOMAIN, DOMAIN, state, true, now().wall());
        return new Seen(snapshot, Optional.of(definition), now().monotonic());
    }

    private static Moment now() {
        return new Moment(Instant.now(), new MonotonicTime(System.nanoTime()));
    }
}
