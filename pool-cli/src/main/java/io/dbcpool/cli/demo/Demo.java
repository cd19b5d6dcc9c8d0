package io.dbcpool.cli.demo;

import io.dbcpool.bus.From;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.demo.Verdict.Evidence;
import io.dbcpool.cli.pool.FreePorts;
import io.dbcpool.events.Topic;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.hypervisor.libvirt.LibvirtHypervisor;
import io.dbcpool.parts.libvirt.AcpiGuest;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.DomainShape.Boot;
import io.dbcpool.parts.libvirt.PartsException;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A machine is idle, its owner uses it, somebody rents it, and the owner's domain is off in time. */
final class Demo {

    private static final Duration READY_LIMIT = Duration.ofSeconds(90);
    private static final Duration BOOT_LIMIT = Duration.ofSeconds(30);
    private static final Duration FOLLOW_LIMIT = Duration.ofSeconds(20);
    private static final Duration HEAR_LIMIT = Duration.ofSeconds(5);
    /** Longer than the deadline: a late receipt is told of too. */
    private static final Duration VACATE_LIMIT = Duration.ofSeconds(25);

    /** A broker that was away is back in 6 s, and its clients find it again in their own time. */
    private static final Duration RECEIPT_LIMIT = Duration.ofSeconds(60);

    /** libvirt looks every 200 ms, the DBC node every 2 s; a libvirtd that was gone has to be found again. */
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(10);

    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final long REQUEST_AFTER_ORDER_MILLIS = 3_000;

    private final Path folder;
    private final Optional<DemoFault> fault;
    private final boolean withChain;
    private final Consumer<String> out;
    private final MachineId machineId = randomMachine();

    /**
     * @param folder holds all its files; what an earlier demo left there goes
     * @param fault what goes wrong meanwhile
     * @param withChain whether the rental comes from a chain first, and the broadcast later
     */
    Demo(Path folder, Optional<DemoFault> fault, boolean withChain, Consumer<String> out) {
        this.folder = folder;
        this.fault = fault;
        this.withChain = withChain;
        this.out = out;
    }

    record Outcome(Verdict verdict, Optional<VacateCompleted> receipt) {}

    Outcome run(Parts parts) throws IOException, InterruptedException, CannotReachException {
        long began = System.nanoTime();
        var ownerShape = DomainShape.named("demo-owner-" + suffix());
        var opened = DemoHost.open(
                folder.resolve("libvirt"),
                fault.filter(DemoFault::isOfLibvirtd).isPresent(),
                host -> host.startDomain(DomainShape.named("demo-neighbour-" + suffix())),
                out);
        var host = parts.keep(opened.host());
        var neighbour = parts.keep(opened.first());
        out.accept("hypervisor  %s, %s".formatted(host.description(), host.uri()));
        out.accept("neighbour   %s runs; it is on no list, and nobody may touch it".formatted(neighbour.name()));

        int broadcastPort = fault.filter(DemoFault.FLOOD::equals).isPresent()
                ? FreePorts.broadcastOfOurOwn()
                : FreePorts.broadcast();
        Optional<DemoChain> chain = withChain ? Optional.of(parts.keep(DemoChain.start(machineId))) : Optional.empty();
        var pool = parts.keep(DemoPool.start(
                folder, machineId, host.uri(), ownerShape.name(), broadcastPort, chain.map(DemoChain::endpoint), out));
        var owner = parts.keep(startOwner(host, ownerShape));
        var hypervisor = parts.keep(new LibvirtHypervisor(host.uri()));
        if (!pool.awaitReady(READY_LIMIT)) {
            throw new CannotReachException("the pool was not ready within %d s; its logs are in %s"
                    .formatted(READY_LIMIT.toSeconds(), folder.resolve("log")));
        }
        var narrator = new Narrator(machineId);
        var follower = parts.keep(follow(pool, narrator));
        await(follower::isFollowing, FOLLOW_LIMIT);
        out.accept("machine     %s, heard on UDP port %d; started in %.1f s"
                .formatted(machineId, broadcastPort, (System.nanoTime() - began) / 1e9));
        var trouble = parts.keep(new FaultPlay(fault, host, pool, owner, broadcastPort, out));
        if (chain.isPresent()) {
            await(() -> followsChain(pool), READY_LIMIT);
            out.accept("chain       a development chain at %s, a block each second"
                    .formatted(chain.get().endpoint()));
        }
        out.accept("");
        return rent(
                chain,
                parts.keep(new SimulatedDbcNode(machineId, broadcastPort)),
                trouble,
                narrator,
                new OffWatch(hypervisor),
                owner,
                neighbour);
    }

    private Outcome rent(
            Optional<DemoChain> chain,
            SimulatedDbcNode node,
            FaultPlay trouble,
            Narrator narrator,
            OffWatch watch,
            DemoDomain owner,
            DemoDomain neighbour)
            throws IOException, InterruptedException, CannotReachException {
        node.sayEmpty();
        boolean heard = narrator.awaitEmpty(HEAR_LIMIT);
        out.accept("The DBC node says 'empty'%s. Its owner uses the machine; now a renter asks for it."
                .formatted(heard ? ", as dbc.broadcasts has it" : ", which did not reach dbc.broadcasts"));
        trouble.beforeTheWord();
        var zero = Instant.now();
        narrator.begin(zero);
        chain.ifPresent(there -> {
            var order = there.rent(machineId);
            narrator.saw(Instant.now(), "chain", "block %d has rent order %s".formatted(there.best(), order));
        });
        var request = CompletableFuture.runAsync(() -> {
            pauseBeforeRequest(chain.isPresent());
            request(node, narrator, watch, owner);
        });
        var troubled = CompletableFuture.runAsync(() -> trouble.onceBegun(narrator));
        var off = watch.awaitOff(owner, VACATE_LIMIT);
        off.ifPresent(at -> narrator.saw(at, "seen from outside", "%s is off".formatted(owner.name())));
        await(troubled::isDone, VACATE_LIMIT);
        trouble.mend(narrator);
        var receipt = narrator.awaitReceipt(RECEIPT_LIMIT);
        await(() -> watch.libvirtSaysOff(owner.uuid()), SETTLE_LIMIT);
        await(request::isDone, SETTLE_LIMIT);
        narrator.lines().forEach(out);
        var evidence = new Evidence(
                off.map(at -> Duration.between(zero, at)),
                watch.libvirtSaysOff(owner.uuid()),
                watch.isUntouched(neighbour));
        var verdict = Verdict.of(machineId, owner.uuid(), receipt, evidence);
        return new Outcome(trouble.hasHappened() ? verdict : verdict.and("the fault was never made"), receipt);
    }

    /** A renter asks for his VM when his order is in a block: later than the chain can tell of it. */
    private static void pauseBeforeRequest(boolean withChain) {
        try {
            Thread.sleep(withChain ? REQUEST_AFTER_ORDER_MILLIS : 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean followsChain(DemoPool pool) {
        try {
            return pool.watcherFollowsChain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void request(SimulatedDbcNode node, Narrator narrator, OffWatch watch, DemoDomain owner) {
        try {
            boolean free = node.onRenterRequest(
                    () -> !watch.libvirtSaysOff(owner.uuid()),
                    number -> narrator.saw(Instant.now(), "DBC node", "says 'renting', datagram " + number));
            narrator.saw(
                    Instant.now(),
                    "DBC node",
                    free ? "finds the machine free for the renter" : "still finds a domain that is not its own");
        } catch (IOException e) {
            throw new UncheckedIOException("the DBC node cannot broadcast", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DemoDomain startOwner(DemoHost host, DomainShape shape) throws InterruptedException {
        boolean mayObey = fault.filter(DemoFault::waitsForTheVacate).isEmpty();
        if (host.hasQemu() && host.isOurs() && mayObey) {
            try {
                var guest = AcpiGuest.in(folder.resolve("guest"));
                var console = folder.resolve("guest-console.log");
                var owner = host.startDomain(shape.withGuest(new Boot(guest, "", console)));
                await(() -> AcpiGuest.isReady(console), BOOT_LIMIT);
                out.accept("owner       %s runs: a guest that obeys its power button".formatted(owner.name()));
                return owner;
            } catch (PartsException e) {
                out.accept("owner       no guest could be made (%s)".formatted(firstLine(e)));
            }
        }
        var owner = host.startDomain(shape);
        String nature = host.hasQemu()
                ? "it boots nothing, so that it ignores its power button"
                : "a state of libvirt's test driver, which goes off when it is asked to";
        out.accept("owner       %s runs: %s".formatted(owner.name(), nature));
        return owner;
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private TopicFollower follow(DemoPool pool, Narrator narrator) {
        return TopicFollower.start(
                KafkaSettings.of(pool.bootstrapServers(), "demo"),
                Set.of(Topic.BROADCASTS, Topic.NODE_RENTALS, Topic.CHAIN_RENTALS, Topic.VACATES),
                From.before(Duration.ofMinutes(1)),
                narrator::onRecord,
                (unreadable, reason) ->
                        out.accept("a record of %s cannot be read: %s".formatted(unreadable.topic(), reason)));
    }

    private static void await(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long giveUp = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - giveUp < 0) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private static MachineId randomMachine() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new MachineId(HexFormat.of().formatHex(key));
    }

    private static String suffix() {
        byte[] bytes = new byte[3];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What an earlier demo left, but for the guest, which took a download. */
    static void clear(Path folder) throws IOException {
        for (String part : Set.of(
                "kafka", "libvirt", "log", "rental-watcher", "broadcast-listener", "node-agent", "chain-bridge")) {
            delete(folder.resolve(part));
        }
        Files.deleteIfExists(folder.resolve("guest-console.log"));
    }

    private static void delete(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return;
        }
        try (var paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
