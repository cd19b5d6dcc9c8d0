package io.dbcpool.bench.soak;

import io.dbcpool.bench.BenchException;
import io.dbcpool.cli.health.Readiness.Ready;
import io.dbcpool.cli.health.ReadinessProbe;
import io.dbcpool.parts.udp.DatagramFlood;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One fault after another, each over before the next begins. */
final class FaultPlay implements Runnable {

    private static final Duration BACK = Duration.ofSeconds(90);
    private static final int LEAST_PAUSE_MILLIS = 4_000;
    private static final int MOST_PAUSE_MILLIS = 20_000;

    private final SoakPool pool;
    private final List<RentedHost> hosts;
    private final SplittableRandom random;
    private final Consumer<Injected> told;
    private final ReadinessProbe probe = new ReadinessProbe();
    private volatile boolean over;

    FaultPlay(SoakPool pool, List<RentedHost> hosts, SplittableRandom random, Consumer<Injected> told) {
        this.pool = pool;
        this.hosts = List.copyOf(hosts);
        this.random = random;
        this.told = told;
    }

    /** The fault that is under way comes to its end, and no other begins. */
    void end() {
        over = true;
    }

    @Override
    public void run() {
        try {
            while (true) {
                int pause = random.nextInt(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS);
                for (int waited = 0; waited < pause && !over; waited += 100) {
                    Thread.sleep(100);
                }
                if (over) {
                    return;
                }
                var fault =
                        Fault.draw(random, hosts.stream().map(RentedHost::name).toList());
                var from = Instant.now();
                play(fault);
                told.accept(new Injected(fault, from, Instant.now()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new BenchException("a fault could not be played", e);
        }
    }

    private void play(Fault fault) throws InterruptedException, IOException {
        String target = fault.target();
        switch (fault.kind()) {
            case SERVICE_KILLED -> {
                pool.kill(target);
                await(target + " to be ready again", () -> isReady(target));
            }
            case SERVICE_STOPPED, BROKER_STOPPED -> stopped(target, fault.lengthMillis());
            case BROKER_AWAY -> {
                pool.holdDown(target);
                Thread.sleep(fault.lengthMillis());
                pool.letUp(target);
                await("the broker to take clients again", this::brokerAccepts);
            }
            case LIBVIRTD_RESTARTED -> host(target).restart();
            case LIBVIRTD_STOPPED -> {
                host(target).freeze();
                try {
                    Thread.sleep(fault.lengthMillis());
                } finally {
                    host(target).thaw();
                }
            }
            case FLOOD -> {
                var flood = DatagramFlood.start(
                        pool.broadcastPort(), Fault.FLOOD_PER_SECOND, Duration.ofMillis(fault.lengthMillis()));
                try {
                    Thread.sleep(fault.lengthMillis());
                } finally {
                    flood.close();
                }
            }
        }
    }

    private void stopped(String process, long millis) throws InterruptedException, IOException {
        var pid = pool.pidOf(process);
        if (pid.isEmpty()) {
            return;
        }
        signal("STOP", pid.get());
        try {
            Thread.sleep(millis);
        } finally {
            signal("CONT", pid.get());
        }
    }

    /** By the shell's own kill: the program of that name is no part of the smallest Debian. */
    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name, pid))
                .start()
                .waitFor();
    }

    private boolean isReady(String service) {
        try {
            return pool.pidOf(service).isPresent() && probe.ask(pool.readyPage(service)) instanceof Ready;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean brokerAccepts() {
        var address = pool.bootstrapServers();
        try (var socket = new Socket()) {
            int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void await(String wanted, BooleanSupplier condition) throws InterruptedException {
        long giveUpAt = System.nanoTime() + BACK.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - giveUpAt > 0) {
                throw new BenchException("wanted %s within %s, and it is not so".formatted(wanted, BACK));
            }
            Thread.sleep(50);
        }
    }

    private RentedHost host(String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
