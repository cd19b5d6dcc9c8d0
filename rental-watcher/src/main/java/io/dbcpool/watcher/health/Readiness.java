package io.dbcpool.watcher.health;

import io.dbcpool.watcher.RentalWatcher;
import io.dbcpool.watcher.guard.GuardRoom;
import io.dbcpool.watcher.guard.MachineView;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Ready when broadcasts are heard and every hypervisor has answered once; of those on other hosts, which may be off,
 * one at least, and the rest have been found unreachable. Kafka away is a degraded watcher that guards all the same; so
 * is a hypervisor that does not answer, which the data names.
 */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class Readiness implements HealthCheck {

    /** The loop turns twice a second; a collection of garbage takes nowhere near this. */
    private static final Duration STUCK = Duration.ofSeconds(5);

    private final RentalWatcher watcher;
    private final GuardRoom room;

    Readiness(RentalWatcher watcher, GuardRoom room) {
        this.watcher = watcher;
        this.room = room;
    }

    @Override
    public HealthCheckResponse call() {
        var views = room.guard().list();
        boolean listening = watcher.broadcasts().status().listening();
        boolean alive = room.guard().sinceLastTurn().compareTo(STUCK) < 0;
        boolean guarding = alive && MachineView.areGuarded(views);
        var bus = watcher.publisher().state();
        var response = HealthCheckResponse.named("rental-watcher")
                .status(listening && guarding)
                .withData("kafka", bus.connected() ? "connected" : "away")
                .withData("outboxRecords", bus.outboxRecords())
                .withData("guard", alive ? "turning" : "its loop has not turned for more than " + STUCK)
                .withData("broadcasts", listening ? "listening" : "the socket cannot be bound");
        for (MachineView view : views) {
            response.withData("machine " + view.name(), stateOf(view));
        }
        watcher.chain().ifPresent(chain -> {
            var status = chain.status();
            response.withData("chain", status.isFollowing() ? "followed" : "not followed: " + status.trouble());
            status.best()
                    .ifPresent(block ->
                            response.withData("bestBlock", block.block().number()));
        });
        if (!room.journalTrouble().isEmpty()) {
            response.withData("journal", room.journalTrouble());
        }
        return response.build();
    }

    private static String stateOf(MachineView view) {
        if (!view.connected()) {
            return "its hypervisor %s: %s"
                    .formatted(
                            view.everConnected() ? "does not answer" : "has not answered since the watcher started",
                            view.warnings());
        }
        return view.lastStepObstacle()
                .map(reason -> "guarded, without the last step: " + reason)
                .orElse("guarded");
    }
}
