package io.dbcpool.agent.readiness;

import io.dbcpool.agent.machine.MachineState;
import io.dbcpool.agent.machine.Observation.Tick;
import io.dbcpool.events.NodeReadiness.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

final class BroadcastChecks {

    /** Two periods of the DBC node's slowest timer, 900 s ({@code check_vm_expiration_timer_frequency}). */
    static final Duration SILENT = Duration.ofMinutes(30);

    private static final Item LISTENING = new Item(
            "broadcast-listening",
            "the broadcast port is open",
            "a socket on the broadcast port",
            "a rental that only the DBC node's broadcast tells is not seen by the agent");

    private static final Item HEARD = new Item(
            "broadcast-heard",
            "the DBC node's broadcasts are heard",
            "one within 30 minutes",
            "silence is not free: a rental may go unheard");

    private BroadcastChecks() {}

    static Check listening(MachineState state) {
        if (state.lastTick().isEmpty()) {
            return LISTENING.cannotTell("not looked at yet", "wait for the first look");
        }
        return state.lastTick()
                .flatMap(Tick::deafBecause)
                .map(reason -> LISTENING.wrong(reason, "see who else holds the port, with `ss -lunp`"))
                .orElseGet(() -> LISTENING.ok("open"));
    }

    static Check heard(MachineState state, Instant now) {
        if (state.lastHeard().isEmpty()) {
            String found = "none since the agent started at " + state.startedAt();
            return isPast(state.startedAt(), now) ? silent(found) : HEARD.cannotTell(found, "wait for 30 minutes");
        }
        var heard = state.lastHeard().get();
        String found =
                "%s from %s at %s".formatted(heard.last().name().toLowerCase(Locale.ROOT), heard.sender(), heard.at());
        return isPast(heard.at(), now) ? silent(found) : HEARD.ok(found);
    }

    private static Check silent(String found) {
        return HEARD.warning(
                found,
                "see that the DBC node runs, and that its broadcasts (UDP, to 255.255.255.255) reach this host; it is "
                        + "silent for up to 15 minutes after its own start");
    }

    private static boolean isPast(Instant last, Instant now) {
        return Duration.between(last, now).compareTo(SILENT) > 0;
    }
}
