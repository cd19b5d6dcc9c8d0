package io.dbcpool.bench.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.bench.Megaphone;
import io.dbcpool.events.EventCodec;
import io.dbcpool.parts.libvirt.PartsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Rents one machine again and again, as its DBC node would say it: a word, and repeats of it. When the domain is off
 * the renter stays for a while; then the operator says that the machine is free, which is the only word that ends a
 * rental at once, and the owner starts his domain again.
 */
final class Renter implements Runnable {

    /** As the DBC node repeats a word. */
    private static final Duration REPEAT = Duration.ofSeconds(2);

    /**
     * For so long, at most while the domain runs; and at least four times, because nobody may have an ear just then.
     */
    private static final Duration SPEAKING = Duration.ofSeconds(20);

    private static final int LEAST_WORDS = 4;

    /** When a domain that is still on is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration AGAIN = Duration.ofMillis(300);

    private final RentedMachine machine;
    private final SoakPool pool;
    private final SplittableRandom random;
    private final Consumer<Rental> told;
    private final HttpClient http;
    private volatile boolean over;

    Renter(RentedMachine machine, SoakPool pool, HttpClient http, SplittableRandom random, Consumer<Rental> told) {
        this.machine = machine;
        this.pool = pool;
        this.http = http;
        this.random = random;
        this.told = told;
    }

    /** The rental that is under way is carried to its end, and no other begins. */
    void end() {
        over = true;
    }

    @Override
    public void run() {
        try (var megaphone = new Megaphone(machine.id(), pool.broadcastPort())) {
            while (true) {
                pauseUnlessOver(Duration.ofMillis(random.nextInt(500, 40_000)));
                if (over) {
                    return;
                }
                rent(megaphone);
                // Nobody heeds a broadcast meanwhile.
                pauseUnlessOver(SoakPool.HOLD_DOWN.plusSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pauseUnlessOver(Duration pause) throws InterruptedException {
        long endsAt = System.nanoTime() + pause.toNanos();
        while (!over && System.nanoTime() - endsAt < 0) {
            Thread.sleep(100);
        }
    }

    private void rent(Megaphone megaphone) throws InterruptedException {
        machine.domain().rented();
        var saidAt = Instant.now();
        long saidAtNanos = System.nanoTime();
        Optional<Instant> off = Optional.empty();
        for (int word = 0; since(saidAtNanos).compareTo(PATIENCE) < 0; word++) {
            if (off.isPresent() && word >= LEAST_WORDS) {
                break;
            }
            if (since(saidAtNanos).compareTo(SPEAKING) < 0) {
                megaphone.sayRenting();
            }
            long next = saidAtNanos + (word + 1) * REPEAT.toNanos();
            if (off.isEmpty()) {
                off = machine.host().awaitOff(machine.domain().uuid(), Duration.ofNanos(next - System.nanoTime()));
            }
            sleepUntil(next);
        }
        Thread.sleep(random.nextInt(0, 8_000));
        megaphone.sayEmpty();
        release();
        told.accept(new Rental(machine.id(), machine.host().name(), saidAt, off, Optional.of(Instant.now())));
        startDomain();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        long left = nanos - System.nanoTime();
        if (left > 0) {
            Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    /**
     * Returns when the watcher believes it, however often it is killed meanwhile. A view may be older than what the
     * watcher has heard, so the rental has to be seen in it first.
     */
    private void release() throws InterruptedException {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!tryToRelease(System.nanoTime() - giveUpAt > 0)) {
            Thread.sleep(AGAIN.toMillis());
        }
    }

    private boolean tryToRelease(boolean whateverItBelieves) throws InterruptedException {
        try {
            var before = view();
            if (!before.path("runningVacates").isEmpty() || !(isRented(before) || whateverItBelieves)) {
                return false;
            }
            String token = Files.readString(pool.watchersToken()).strip();
            var answer = http.send(
                    request("machines/" + machine.name() + "/release")
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"operator\":\"bench\",\"reason\":\"the renter has gone\"}"))
                            .build(),
                    BodyHandlers.discarding());
            return answer.statusCode() / 100 == 2 && !isRented(view());
        } catch (IOException e) {
            return false; // it is away
        }
    }

    private static boolean isRented(JsonNode view) {
        return !view.has("belief") || view.path("belief").path("state").asText().equals("rented");
    }

    private JsonNode view() throws IOException, InterruptedException {
        var answer = http.send(request("machines/" + machine.name()).build(), BodyHandlers.ofByteArray());
        return EventCodec.json().readTree(answer.body());
    }

    private HttpRequest.Builder request(String path) {
        URI page = pool.watcher().resolve(path);
        return HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10));
    }

    /** However often its libvirtd is restarted meanwhile. */
    private void startDomain() throws InterruptedException {
        while (true) {
            try {
                machine.host().startDomain(machine.domain());
                return;
            } catch (PartsException e) {
                System.err.println("bench: %s is not started yet: %s".formatted(machine.name(), e.getMessage()));
                Thread.sleep(AGAIN.toMillis());
            }
        }
    }
}
