package io.dbcpool.watcher.systemd;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * systemd, as sd_notify(3) reaches it: by its own library, since Java's sockets of the unix family send no datagrams.
 */
final class SystemdNotifier {

    private static final Logger LOG = LoggerFactory.getLogger(SystemdNotifier.class);

    private static final String SOCKET = "NOTIFY_SOCKET";
    private static final String LIBRARY = "libsystemd.so.0";

    private final SystemdLibrary systemd;

    private SystemdNotifier(SystemdLibrary systemd) {
        this.systemd = systemd;
    }

    private interface SystemdLibrary extends Library {

        /** Above zero if it was sent, 0 where nobody listens, below zero for an errno. */
        int sd_notify(int unsetEnvironment, String state);
    }

    /** The one that started this process; empty where that was somebody else, or its library is not there. */
    static Optional<SystemdNotifier> find(Map<String, String> environment) {
        if (environment.getOrDefault(SOCKET, "").isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SystemdNotifier(Native.load(LIBRARY, SystemdLibrary.class)));
        } catch (UnsatisfiedLinkError e) {
            LOG.warn("systemd cannot be told anything, its library is missing library={}", LIBRARY);
            return Optional.empty();
        }
    }

    /** Whether it was sent. */
    boolean tell(String state) {
        return systemd.sd_notify(0, state) > 0;
    }
}
