package io.dbcpool.watcher.guard;

import io.dbcpool.events.Evidence.Versions;
import io.dbcpool.receipts.PoolVersion;
import java.util.Objects;

/** What makes the receipts of this run. */
final class OurVersions {

    static final Versions OURS = new Versions(
            PoolVersion.read(), property("java.runtime.version"), property("os.name") + " " + property("os.version"));

    private OurVersions() {}

    private static String property(String name) {
        return Objects.requireNonNullElse(System.getProperty(name), "unknown");
    }
}
