package io.dbcpool.listener.canary;

import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.events.Alert;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/** Carries out what {@link CanaryWatch} decides. The clock's thread sends, the receiver's hears. */
public final class Canaries {

    private static final Logger LOG = Logger.getLogger(Canaries.class);

    /** Of no pool: a test word is about no machine in particular. */
    private static final MachineId NOBODY = new MachineId("0".repeat(64));

    private final Optional<CanarySender> sender;
    private final String listener;
    private final BiConsumer<Alert.State, Instant> tell;
    private CanaryWatch watch = CanaryWatch.NOTHING_SENT;
    private Optional<Instant> heardAt = Optional.empty();
    private boolean sendFails;

    /**
     * @param sender empty where the operator has turned test words off
     * @param listener see {@link CanaryName}
     * @param tell is told when the condition begins and when it ends
     */
    public Canaries(Optional<CanarySender> sender, String listener, BiConsumer<Alert.State, Instant> tell) {
        this.sender = sender;
        this.listener = listener;
        this.tell = tell;
    }

    public void onClock(long nowNanos, Instant now) {
        if (sender.isEmpty()) {
            return;
        }
        CanaryWatch.Step step;
        synchronized (this) {
            step = watch.onClock(nowNanos);
            watch = step.next();
        }
        step.tell().ifPresent(state -> tell(state, now));
        step.send().ifPresent(number -> send(sender.get(), number));
    }

    /** A test word with a name was heard, ours or another listener's. */
    public void onHeard(String name, Instant now) {
        var number = CanaryName.findNumber(name, listener);
        if (number.isEmpty()) {
            return;
        }
        CanaryWatch.Step step;
        synchronized (this) {
            step = watch.onHeard(number.get());
            watch = step.next();
            heardAt = Optional.of(now);
        }
        step.tell().ifPresent(state -> tell(state, now));
    }

    /** When one of ours was heard last; empty before the first, and where they are turned off. */
    public synchronized Optional<Instant> heardAt() {
        return heardAt;
    }

    public synchronized boolean isBroken() {
        return watch.isBroken();
    }

    private void tell(Alert.State state, Instant now) {
        LOG.infof(
                "our own test broadcasts %s",
                state == Alert.State.RAISED ? "are not heard, so a DBC node's may not be either" : "are heard again");
        tell.accept(state, now);
    }

    /** One that cannot be sent is not heard either, and so it counts. */
    private void send(CanarySender by, long number) {
        try {
            by.send(BroadcastEncoder.encodeCanary(NOBODY, new CanaryName(listener, number).text()));
            sendFails = false;
        } catch (IOException e) {
            if (!sendFails) {
                LOG.warnf("test broadcast cannot be sent, trying each minute reason=%s", e.getMessage());
            }
            sendFails = true;
        }
    }
}
