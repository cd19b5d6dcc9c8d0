package io.dbcpool.bench.soak;

import io.dbcpool.cli.pool.PoolPlan;
import io.dbcpool.cli.pool.Service;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Something that goes wrong.
 *
 * @param target which service, broker or libvirtd; empty where it is all of them
 * @param lengthMillis how long it lasts; 0 where it is over when what it hit is back
 */
record Fault(Kind kind, String target, long lengthMillis) {

    /** What a flood tries to send. */
    static final int FLOOD_PER_SECOND = 20_000;

    enum Kind {
        /** SIGKILL; whoever supervises it starts it again. */
        SERVICE_KILLED("killed", 0, 0),
        /** SIGSTOP, for less than the deadline leaves. */
        SERVICE_STOPPED("stopped", 500, 4_000),
        BROKER_STOPPED("stopped", 500, 8_000),
        BROKER_AWAY("away", 5_000, 25_000),
        /** Its test driver forgets its domains, so they are defined anew. */
        LIBVIRTD_RESTARTED("restarted", 0, 0),
        LIBVIRTD_STOPPED("stopped", 500, 2_500),
        FLOOD("poured", 3_000, 12_000);

        private final String word;
        private final int leastMillis;
        private final int mostMillis;

        Kind(String word, int leastMillis, int mostMillis) {
            this.word = word;
            this.leastMillis = leastMillis;
            this.mostMillis = mostMillis;
        }
    }

    /** The next of a run: each kind as often as any other. */
    static Fault draw(SplittableRandom random, List<String> libvirtds) {
        var kind = pick(random, List.of(Kind.values()));
        var target = switch (kind) {
            case SERVICE_KILLED, SERVICE_STOPPED ->
                pick(random, List.of(Service.values())).serviceName();
            case BROKER_AWAY, BROKER_STOPPED -> PoolPlan.BROKER;
            case LIBVIRTD_RESTARTED, LIBVIRTD_STOPPED -> pick(random, libvirtds);
            case FLOOD -> "";
        };
        return new Fault(kind, target, random.nextInt(kind.leastMillis, kind.mostMillis + 1));
    }

    private static <T> T pick(SplittableRandom random, List<T> any) {
        return any.get(random.nextInt(any.size()));
    }

    /** Without which service or libvirtd it was. */
    String kindText() {
        return switch (kind) {
            case SERVICE_KILLED -> "service killed";
            case SERVICE_STOPPED -> "service stopped";
            case LIBVIRTD_RESTARTED -> "libvirtd restarted";
            case LIBVIRTD_STOPPED -> "libvirtd stopped";
            case BROKER_AWAY, BROKER_STOPPED, FLOOD -> text();
        };
    }

    /** For people. */
    String text() {
        return kind == Kind.FLOOD ? "garbage poured" : target + " " + kind.word;
    }
}
