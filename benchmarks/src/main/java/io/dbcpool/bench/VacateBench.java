package io.dbcpool.bench;

import io.dbcpool.bench.Comparison.Aim;
import io.dbcpool.bench.Comparison.Row;
import io.dbcpool.cli.pool.Installation;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How long a vacate takes from the broadcast on, beside what an owner would use instead: a script of his own, or
 * {@code virsh}. The aims are those of the first issue.
 */
final class VacateBench {

    private static final String DOMAIN = "bench-owner-vm";
    private static final Duration NO_SOFT_PHASE = Duration.ZERO;
    private static final Duration DEFAULT_SOFT_PHASE = Duration.ofSeconds(5);

    /**
     * @param warmUp uncounted rounds of each contestant on the test driver
     * @param coldStarts how many times the watcher is started anew, to be told once
     * @param against another build of the services, to be measured beside this one
     */
    record Plan(
            int rounds, int warmUp, int coldStarts, int qemuRounds, int frozenRounds, Optional<Installation> against) {}

    private final Ground ground;
    private final Plan plan;
    private final Consumer<String> progress;

    VacateBench(Ground ground, Plan plan, Consumer<String> progress) {
        this.ground = ground;
        this.plan = plan;
        this.progress = progress;
    }

    List<Comparison> run() {
        var comparisons = new ArrayList<Comparison>();
        if (plan.rounds() > 0) {
            progress.accept("libvirt's test driver: %d rounds each".formatted(plan.warmUp() + plan.rounds()));
            comparisons.add(onTestDriver());
        }
        if (plan.coldStarts() > 0) {
            progress.accept("first vacate after a start: %d starts each".formatted(plan.coldStarts()));
            comparisons.add(cold());
        }
        if (plan.qemuRounds() > 0) {
            progress.accept("QEMU that ignores ACPI: %d rounds each".formatted(plan.qemuRounds()));
            comparisons.addAll(onQemu());
        }
        if (plan.frozenRounds() > 0) {
            progress.accept("QEMU under SIGSTOP: %d rounds each, 18 s a round".formatted(plan.frozenRounds()));
            comparisons.addAll(onFrozenQemu());
        }
        return List.copyOf(comparisons);
    }

    private Comparison onTestDriver() {
        var uri = ground.libvirtd().testUri();
        try (var scene = new TestDriverScene(uri, DOMAIN);
                var script = OwnersScript.start(ground, setup(uri, NO_SOFT_PHASE));
                var direct = new Watcher("rental-watcher", ground, ground.installation(), setup(uri, NO_SOFT_PHASE));
                var byKafka = WatcherByKafka.start(ground, setup(uri, NO_SOFT_PHASE))) {
            var contestants = new ArrayList<Contestant>(List.of(script, direct, byKafka));
            plan.against()
                    .map(other -> new Watcher("rental-watcher, other build", ground, other, setup(uri, NO_SOFT_PHASE)))
                    .ifPresent(contestants::add);
            var played = new Rounds(scene, contestants).play(plan.warmUp(), plan.rounds());
            var rows = new ArrayList<Row>();
            for (Contestant contestant : contestants) {
                var row = played.row(TestDriverScene.STOPPED, contestant);
                rows.add(
                        contestant == direct
                                ? row.withAim(Aim.ratio(50, 2))
                                : contestant == byKafka ? row.withAim(Aim.millis(99, 50)) : row);
            }
            contestants.stream().skip(3).forEach(Contestant::close);
            return new Comparison(
                    "Datagram to libvirt's stopped event, soft phase 0, libvirt's test driver",
                    List.of("%d rounds of each before, not counted; in turn, on one domain".formatted(plan.warmUp())),
                    rows);
        }
    }

    private Comparison cold() {
        var uri = ground.libvirtd().testUri();
        try (var scene = new TestDriverScene(uri, DOMAIN)) {
            var script = new ArrayList<Row>();
            var rows = new ArrayList<Row>();
            script.add(firstOf(scene, () -> OwnersScript.start(ground, setup(uri, NO_SOFT_PHASE))));
            rows.add(firstOf(
                    scene,
                    () -> new Watcher("rental-watcher", ground, ground.installation(), setup(uri, NO_SOFT_PHASE))));
            plan.against()
                    .ifPresent(other -> rows.add(firstOf(
                            scene,
                            () -> new Watcher(
                                    "rental-watcher, other build", ground, other, setup(uri, NO_SOFT_PHASE)))));
            script.addAll(rows);
            return new Comparison(
                    "The same, the first word after a start", List.of("each in a process of its own"), script);
        }
    }

    private interface Starter {
        Contestant start();
    }

    private Row firstOf(Scene scene, Starter starter) {
        var nanos = new ArrayList<Long>();
        String name = "";
        for (int start = 0; start < plan.coldStarts(); start++) {
            scene.start();
            try (var contestant = starter.start()) {
                name = contestant.name();
                nanos.addAll(new Rounds(scene, List.of(contestant))
                        .play(0, 1)
                        .row(TestDriverScene.STOPPED, contestant)
                        .latencies()
                        .nanos());
            }
        }
        return Row.of(name, nanos);
    }

    private List<Comparison> onQemu() {
        var uri = ground.libvirtd().connectionUri();
        try (var scene = new QemuScene(uri, DOMAIN, false);
                var virsh = new Virsh(uri, DOMAIN);
                var watcher = new Watcher("rental-watcher", ground, ground.installation(), setup(uri, NO_SOFT_PHASE))) {
            var played = new Rounds(scene, List.of(virsh, watcher)).play(1, plan.qemuRounds());
            return List.of(
                    compare(
                            "QEMU that ignores ACPI, soft phase 0: ",
                            QemuScene.GONE,
                            played,
                            virsh,
                            watcher,
                            Aim.ratio(50, 1)),
                    compare(
                            "QEMU that ignores ACPI, soft phase 0: ",
                            QemuScene.STOPPED,
                            played,
                            virsh,
                            watcher,
                            Aim.ratio(50, 1)));
        }
    }

    private List<Comparison> onFrozenQemu() {
        var uri = ground.libvirtd().connectionUri();
        try (var scene = new QemuScene(uri, DOMAIN, true);
                var virsh = new Virsh(uri, DOMAIN);
                var watcher =
                        new Watcher("rental-watcher", ground, ground.installation(), setup(uri, DEFAULT_SOFT_PHASE))) {
            var played = new Rounds(scene, List.of(virsh, watcher)).play(0, plan.frozenRounds());
            return List.of(
                    compare(
                            "QEMU under SIGSTOP, soft 5 s, term 7 s: ",
                            QemuScene.GONE,
                            played,
                            virsh,
                            watcher,
                            Aim.millis(100, 7_500)),
                    compare(
                            "QEMU under SIGSTOP, soft 5 s, term 7 s: ",
                            QemuScene.STOPPED,
                            played,
                            virsh,
                            watcher,
                            Aim.ratio(100, 1)));
        }
    }

    private static Comparison compare(
            String title, String moment, Rounds played, Contestant first, Contestant second, Aim aim) {
        return new Comparison(
                title + moment,
                List.of(),
                List.of(played.row(moment, first), played.row(moment, second).withAim(aim)));
    }

    private static PoolSetup setup(URI uri, Duration soft) {
        return PoolSetup.of(uri, DOMAIN, soft);
    }
}
