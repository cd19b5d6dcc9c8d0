package io.dbcpool.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.cli.pool.Installation;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.events.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/** The rental-watcher, told by its own socket. */
class Watcher implements Contestant {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    /** A repeat of a word passes the watcher's socket ten times a second: one after another is none of a new rental. */
    private static final long BETWEEN_WORDS_NANOS = 150_000_000;

    private static final String MACHINE = "/machines/" + PoolSetup.MACHINE_NAME;

    private final String name;
    private final Ground ground;
    private final RunningService service;
    private final Megaphone megaphone;
    private final String token;
    private long toldAtNanos = System.nanoTime() - BETWEEN_WORDS_NANOS;

    Watcher(String name, Ground ground, Installation installation, PoolSetup setup) {
        this.name = name;
        this.ground = ground;
        this.service = RunningService.start(ground, installation, Service.RENTAL_WATCHER, setup);
        this.megaphone = new Megaphone(setup.machine(), setup.broadcastPort());
        try {
            token = Files.readString(service.stateDir().resolve("local-token")).strip();
        } catch (IOException e) {
            throw new BenchException("the watcher's token cannot be read", e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    /** By the operator's word: nothing else lets go of a rental at once. */
    @Override
    public void forget() {
        Waiting.until(
                "the vacate to be over",
                LIMIT,
                Duration.ofMillis(5),
                () -> view().path("runningVacates").isEmpty());
        service.post(MACHINE + "/release", token, "{\"operator\":\"bench\",\"reason\":\"the next round\"}");
        Waiting.until("the release to be heard", LIMIT, Duration.ofMillis(2), () -> !isRented(view()));
    }

    @Override
    public void awaitReady() {
        try {
            Waiting.until("the watcher to see the domain run", LIMIT, Duration.ofMillis(5), this::isReady);
        } catch (BenchException e) {
            throw new BenchException("%s: %s; it knows %s".formatted(name, e.getMessage(), view()), e);
        }
    }

    private static boolean isRented(JsonNode view) {
        return view.path("belief").path("state").asText().equals("rented");
    }

    private boolean isReady() {
        var view = view();
        return System.nanoTime() - toldAtNanos >= BETWEEN_WORDS_NANOS
                && view.path("connected").asBoolean()
                && !isRented(view)
                && view.path("runningVacates").isEmpty()
                && view.path("ownDomains").path(0).path("state").asText().equals("running");
    }

    private JsonNode view() {
        try {
            return EventCodec.json().readTree(service.get(MACHINE));
        } catch (JsonProcessingException e) {
            throw new BenchException("the watcher's view cannot be read", e);
        }
    }

    @Override
    public final void tell() {
        toldAtNanos = System.nanoTime();
        say();
    }

    void say() {
        megaphone.sayRenting();
    }

    @Override
    public void close() {
        megaphone.close();
        ground.drop(service);
    }
}
