package io.dbcpool.agent.hostcheck;

import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.host.check.CheckList;
import io.dbcpool.host.check.Finding;
import io.dbcpool.host.linux.LinuxHost;
import io.dbcpool.host.linux.TimedProbe;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.run.Examination;
import io.dbcpool.host.run.PoolScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The real one. Used by one thread. */
public final class LinuxHostLook implements HostLook {

    private static final Duration LIMIT = Duration.ofSeconds(16);

    /** A file system that hangs keeps the thread that asks it. So many of them are enough to know that it does. */
    static final int MOST_HANGING = 64;

    private final PoolConfig config;
    private final Path hostRoot;
    private final PoolScope.Services services;
    private final Duration limit;
    private final int mostHanging;
    private final Clock clock = Clock.systemUTC();
    private final List<TimedProbe> earlier = new ArrayList<>();

    /** @param hostRoot where the host's root is mounted; {@code /} unless the agent runs in a container */
    public LinuxHostLook(PoolConfig config, Path hostRoot, PoolScope.Services services) {
        this(config, hostRoot, services, LIMIT, MOST_HANGING);
    }

    LinuxHostLook(PoolConfig config, Path hostRoot, PoolScope.Services services, Duration limit, int mostHanging) {
        this.config = config;
        this.hostRoot = hostRoot;
        this.services = services;
        this.limit = limit;
        this.mostHanging = mostHanging;
    }

    @Override
    public List<Check> at(Machine machine) throws InterruptedException {
        if (isBlindContainer()) {
            return cannotTell(
                    "the agent runs in a container, and sees the container's files and not the host's",
                    "mount the host's root into it, and name the place in DBCPOOL_HOST_ROOT");
        }
        earlier.removeIf(probe -> probe.hanging() == 0);
        int hanging = earlier.stream().mapToInt(TimedProbe::hanging).sum();
        if (hanging >= mostHanging) {
            return cannotTell(
                    "%d questions of earlier looks still hang".formatted(hanging),
                    "see which disk or daemon of this host does not answer, then restart the node-agent");
        }
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var scope = PoolScope.of(config, machine, now, hostRoot, services);
        try (var host = new LinuxHost(hostRoot);
                var probe = new TimedProbe(host)) {
            earlier.add(probe);
            return Examination.of(new Host(scope, probe), CheckList.all(), limit);
        }
    }

    /** Docker's mark, and Podman's. */
    private boolean isBlindContainer() {
        return !PoolScope.isContained(hostRoot)
                && (Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv")));
    }

    private static List<Check> cannotTell(String found, String fix) {
        return CheckList.all().stream()
                .map(check -> check.item(Finding.cannotTell(found, fix)))
                .toList();
    }
}
