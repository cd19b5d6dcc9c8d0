package io.dbcpool.bench.soak;

import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.Kept;
import io.dbcpool.bench.soak.Fault.Kind;
import io.dbcpool.bench.soak.Judge.Judgement;
import io.dbcpool.bench.soak.Timeline.Run;
import io.dbcpool.cli.pool.Installation;
import io.dbcpool.cli.pool.PoolPlan;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.history.HistoryChecker;
import io.dbcpool.history.Told;
import io.dbcpool.values.MachineId;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run of a soak, from the start of everything to the judgement of this run and those before it. */
final class Soak implements AutoCloseable {

    private static final Duration SAMPLE = Duration.ofSeconds(5);
    private static final Duration LAST_RENTALS = Duration.ofMinutes(3);
    private static final Duration LAST_RECORDS = Duration.ofSeconds(60);
    private static final String LISTENER = Service.BROADCAST_LISTENER.serviceName();

    /** A word that its listener has not heard within this is none of that vacate's, as the history has it. */
    private static final Duration HEARD_TOGETHER = Duration.ofSeconds(5);

    private final SoakFolder folder;
    private final SoakFolder.Beginning beginning;
    private final Consumer<String> progress;
    private final Kept kept = new Kept();

    private Soak(SoakFolder folder, SoakFolder.Beginning beginning, Consumer<String> progress) {
        this.folder = folder;
        this.beginning = folder.begin(beginning);
        this.progress = progress;
    }

    /** @param beginning how it begins, unless the folder says how it began */
    static Soak in(SoakFolder folder, SoakFolder.Beginning beginning, Consumer<String> progress) {
        return new Soak(folder, beginning, progress);
    }

    Found run(Installation installation, Duration length) throws InterruptedException {
        var runs = folder.runs();
        var random = new SplittableRandom(beginning.seed() + runs.size());
        progress.accept("seed %d, run %d, %d machines on %d libvirtd, %s, in %s"
                .formatted(
                        beginning.seed(),
                        runs.size() + 1,
                        beginning.machines(),
                        beginning.libvirtds(),
                        length,
                        folder.path()));
        var hosts = startHosts();
        var machines = machines(hosts);
        var pool = kept.keep(
                SoakPool.start(folder.pool(), installation, machines, line -> folder.note(Instant.now() + " " + line)));
        double before =
                folder.samples().stream().mapToDouble(Sampled::seconds).max().orElse(0);
        var begun = new Run(Instant.now(), before);
        folder.add(begun);

        var renters = new ArrayList<Renter>();
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        machines.forEach(machine -> renters.add(new Renter(machine, pool, http, random.split(), folder::add)));
        var faults = new FaultPlay(pool, hosts, random.split(), folder::add);
        var threads = Executors.newCachedThreadPool();
        try {
            var played = threads.submit(faults);
            var rented = renters.stream().<Future<?>>map(threads::submit).toList();
            sample(pool, begun, length, played);
            faults.end();
            await(played);
            renters.forEach(Renter::end);
            for (Future<?> renter : rented) {
                await(renter);
            }
        } finally {
            end(threads);
        }
        return judge(pool);
    }

    private static void await(Future<?> task) throws InterruptedException {
        try {
            task.get(LAST_RENTALS.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new BenchException("the soak broke: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new BenchException("a rental or a fault did not come to its end within " + LAST_RENTALS, e);
        }
    }

    private static void end(ExecutorService threads) {
        threads.shutdownNow();
    }

    private List<RentedHost> startHosts() {
        var hosts = new ArrayList<RentedHost>();
        for (int i = 1; i <= beginning.libvirtds(); i++) {
            String name = "libvirtd-" + i;
            hosts.add(kept.keep(RentedHost.start(name, folder.path().resolve(name))));
        }
        return hosts;
    }

    /** The same in each run, with the same domains. */
    private List<RentedMachine> machines(List<RentedHost> hosts) {
        var random = new SplittableRandom(beginning.seed());
        var machines = new ArrayList<RentedMachine>();
        for (int i = 0; i < beginning.machines(); i++) {
            var host = hosts.get(i % hosts.size());
            String name = "soak-%02d".formatted(i + 1);
            var id = new MachineId("%016x%048x".formatted(random.nextLong(), i + 1));
            machines.add(
                    new RentedMachine(id, name, host, host.add(name, new UUID(random.nextLong(), random.nextLong()))));
        }
        return machines;
    }

    private void sample(SoakPool pool, Run begun, Duration length, Future<?> faults) throws InterruptedException {
        var sampler = new Sampler(pool, processes());
        long begunNanos = System.nanoTime();
        for (long next = begunNanos; next - begunNanos < length.toNanos(); next += SAMPLE.toNanos()) {
            TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
            if (!pool.isRunning()) {
                throw new BenchException("the pool has ended by itself; its logs are in "
                        + folder.pool().resolve("logs"));
            }
            if (faults.isDone()) {
                await(faults);
            }
            double seconds = begun.fromSeconds() + (System.nanoTime() - begunNanos) / 1e9;
            sampler.sample(seconds).forEach(folder::add);
        }
    }

    static List<String> processes() {
        return Stream.concat(Stream.of(Service.values()).map(Service::serviceName), Stream.of(PoolPlan.BROKER))
                .toList();
    }

    /** What is on its way to Kafka is waited for. */
    private Found judge(SoakPool pool) throws InterruptedException {
        progress.accept("reading what was told");
        long giveUpAt = System.nanoTime() + LAST_RECORDS.toNanos();
        while (true) {
            var found = judge(Topics.readAll(pool.bootstrapServers()));
            boolean isWell = found.violations().isEmpty() && found.judgement().count(Judge.Sentence.MISSED) == 0;
            if (isWell || System.nanoTime() - giveUpAt > 0) {
                return found;
            }
            Thread.sleep(2_000);
        }
    }

    private Found judge(List<Told> told) {
        var receipts = new LinkedHashMap<UUID, VacateCompleted>();
        told.stream()
                .map(one -> one.envelope().event())
                .filter(VacateCompleted.class::isInstance)
                .map(VacateCompleted.class::cast)
                .forEach(receipt -> receipts.putIfAbsent(receipt.vacateId(), receipt));
        var faults = folder.faults();
        var samples = folder.samples();
        Judgement judgement = Judge.judge(folder.rentals(), List.copyOf(receipts.values()), faults);
        var unheard = receipts.values().stream()
                .filter(receipt -> faults.stream().anyMatch(fault -> deafens(fault, receipt)))
                .map(receipt -> receipt.vacateId().toString())
                .toList();
        var violations = HistoryChecker.findViolations(told).stream()
                .collect(Collectors.partitioningBy(violation -> unheard.stream().anyMatch(violation::contains)));
        return new Found(
                beginning,
                new Timeline(folder.runs()),
                samples.stream().mapToDouble(Sampled::seconds).max().orElse(0),
                judgement,
                faults,
                samples,
                violations.getOrDefault(false, List.of()),
                violations.getOrDefault(true, List.of()));
    }

    private static boolean deafens(Injected injected, VacateCompleted receipt) {
        var at = receipt.trigger().observedAt();
        boolean isListener =
                injected.fault().target().equals(LISTENER) || injected.fault().kind() == Kind.FLOOD;
        return isListener && injected.overlaps(at.minus(HEARD_TOGETHER), at.plus(HEARD_TOGETHER));
    }

    @Override
    public void close() {
        kept.close();
    }
}
