package io.dbcpool.watcher.drill;

import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.belief.Belief;
import io.dbcpool.watcher.belief.Belief.Free;
import io.dbcpool.watcher.belief.Belief.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a machine may be drilled. Its owner's domain is stopped in earnest and started again, so nobody may have rented
 * it: the finalized chain has to have said so, which on a machine without a chain source nothing can replace.
 */
public final class DrillRule {

    /**
     * @param believed the belief in words
     * @param chainConfigured whether the pool's file names chain nodes
     * @param busy what goes on at the machine already, in words
     * @param owners the owner's domains that are active
     * @param strangers active domains that are not the owner's, or whose nobody knows
     */
    public record Facts(
            Belief belief,
            String believed,
            Duration holdDown,
            boolean chainConfigured,
            boolean connected,
            boolean loopback,
            Optional<String> busy,
            List<DomainSnapshot> owners,
            List<String> strangers) {

        public Facts {
            owners = List.copyOf(owners);
            strangers = List.copyOf(strangers);
        }
    }

    private DrillRule() {}

    /** What is missing, in words that say what to do about it; nothing where the machine may be drilled. */
    public static List<String> findMissing(Facts facts) {
        var missing = new ArrayList<String>();
        if (!(facts.belief() instanceof Free)) {
            missing.add(notFree(facts));
        }
        facts.busy().ifPresent(missing::add);
        if (!facts.connected()) {
            missing.add("its hypervisor does not answer");
            return missing;
        }
        if (!facts.loopback()) {
            missing.add(
                    "its hypervisor is on another host, and only the watcher of that host could start a domain again");
        }
        if (!facts.strangers().isEmpty()) {
            missing.add("a domain that may be a renter's is active: " + String.join(", ", facts.strangers()));
        }
        if (facts.owners().isEmpty()) {
            missing.add("none of its owner's domains runs, so there is nothing to stop");
        }
        facts.owners().forEach(domain -> unfit(domain).ifPresent(missing::add));
        return missing;
    }

    private static String notFree(Facts facts) {
        String words = "wanted a machine that is believed free, but it is " + facts.believed();
        if (!(facts.belief() instanceof Unknown)) {
            return words;
        }
        String source = facts.chainConfigured()
                ? "the chain-bridge has to say that it is finalized, on dbc.chain.rentals, and to hold to it"
                : "pool.yaml names no chain nodes (chain: endpoints), so nobody can say so";
        return "%s. Only the finalized chain makes it free, when it says so for %d s: %s. 'pool release' does not make it free"
                .formatted(words, facts.holdDown().toSeconds(), source);
    }

    /** Stopped by force, a paused one loses what it paused for, and a transient one itself. */
    private static Optional<String> unfit(DomainSnapshot domain) {
        if (!domain.persistent()) {
            return Optional.of(
                    "%s is transient: libvirt forgets it once it is off, and nobody could start it again; define it first"
                            .formatted(domain.name()));
        }
        return domain.state() == DomainState.RUNNING || domain.state() == DomainState.BLOCKED
                ? Optional.empty()
                : Optional.of("%s is not running but %s".formatted(domain.name(), domain.state()));
    }

    /** Whether the schedule wants one now. A machine that was never drilled is due at once. */
    public static boolean isDue(Optional<Duration> every, Optional<Instant> last, Instant now) {
        return every.isPresent()
                && last.filter(at -> at.plus(every.get()).isAfter(now)).isEmpty();
    }
}
