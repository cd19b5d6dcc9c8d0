package io.dbcpool.cli.process;

import io.dbcpool.cli.health.Readiness;
import io.dbcpool.cli.health.Readiness.Ready;
import io.dbcpool.cli.health.ReadinessProbe;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Looks again and again whether the processes are ready, on a thread of its own. */
final class ReadinessLook implements AutoCloseable {

    /** While something is not ready, somebody waits for it. */
    private static final int SOON_MILLIS = 100;

    private static final int CALM_MILLIS = 2_000;

    private final Map<String, URI> pages;
    private final Consumer<Map<String, Readiness>> told;
    private final Thread thread;

    /** @param pages who is asked where, by name */
    ReadinessLook(Map<String, URI> pages, Consumer<Map<String, Readiness>> told) {
        this.pages = pages;
        this.told = told;
        this.thread = new Thread(this::look, "readiness");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void look() {
        try {
            var probe = new ReadinessProbe();
            while (true) {
                var readiness = new LinkedHashMap<String, Readiness>();
                for (var service : pages.entrySet()) {
                    readiness.put(service.getKey(), probe.ask(service.getValue()));
                }
                told.accept(readiness);
                boolean calm = readiness.values().stream()
                        .allMatch(one ->
                                one instanceof Ready ready && ready.lacking().isEmpty());
                Thread.sleep(calm ? CALM_MILLIS : SOON_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
