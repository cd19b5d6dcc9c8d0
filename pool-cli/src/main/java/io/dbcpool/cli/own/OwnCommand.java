package io.dbcpool.cli.own;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.host.HostOptions;
import io.dbcpool.cli.own.OwnMarks.Done;
import io.dbcpool.cli.own.OwnMarks.Outcome;
import io.dbcpool.cli.own.OwnMarks.Owned;
import io.dbcpool.cli.own.OwnMarks.Refused;
import io.dbcpool.cli.own.OwnMarks.Unchanged;
import io.dbcpool.cli.own.OwnMarks.Unknown;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.events.EventCodec;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import io.dbcpool.hypervisor.ownership.OwnDomains;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which domains are the owner's, by our mark in their metadata. */
@Command(
        name = "own",
        description = "The owner's domains: only these are stopped when the machine is rented. A mark in a domain's "
                + "metadata says so, besides own-domains in pool.yaml.",
        footer = {"", "Examples:", "  ./pool own list", "  ./pool own add owner-vm-1", "  ./pool own remove owner-vm-1"
        })
public final class OwnCommand {

    @Mixin
    private HostOptions options = new HostOptions();

    /** What {@code list --json} prints. */
    private record Json(List<Owned> domains) {}

    @Command(name = "list", description = "All domains, and whose they are.")
    int list(@Option(names = "--json", description = "As one line of JSON.") boolean json)
            throws PoolFileException, CannotReachException, IOException {
        try (var marks = open()) {
            var domains = marks.list();
            if (json) {
                System.out.println(EventCodec.json().writeValueAsString(new Json(domains)));
            } else {
                domains.forEach(OwnCommand::show);
            }
            return ExitCode.GOOD;
        } catch (HypervisorUnavailableException e) {
            throw new CannotReachException("libvirt: " + e.reason());
        }
    }

    @Command(name = "add", description = "Mark a domain as the owner's. A renter's or a verifier's is refused.")
    int add(
            @Parameters(paramLabel = "DOMAIN", description = "Its name or UUID.") String domain,
            @Option(names = "--json", description = "As one line of JSON.") boolean json)
            throws PoolFileException, CannotReachException, IOException {
        try (var marks = open()) {
            return tell(marks.add(domain), "is marked as the owner's", "was marked already", json);
        } catch (HypervisorUnavailableException e) {
            throw new CannotReachException("libvirt: " + e.reason());
        }
    }

    @Command(name = "remove", description = "Take the mark out. An entry of own-domains in pool.yaml still counts.")
    int remove(
            @Parameters(paramLabel = "DOMAIN", description = "Its name or UUID.") String domain,
            @Option(names = "--json", description = "As one line of JSON.") boolean json)
            throws PoolFileException, CannotReachException, IOException {
        try (var marks = open()) {
            return tell(marks.remove(domain), "carries no mark any more", "carried no mark", json);
        } catch (HypervisorUnavailableException e) {
            throw new CannotReachException("libvirt: " + e.reason());
        }
    }

    private OwnMarks open() throws PoolFileException, HypervisorUnavailableException {
        var pool = options.pool()
                .orElseThrow(() -> new PoolFileException("wanted a pool.yaml here or --config FILE, found none"));
        var machine = options.machine(pool);
        return OwnMarks.open(machine.libvirt(), MarkLedger.in(pool.stateDir()), new OwnDomains(machine.ownDomains()));
    }

    private static void show(Owned domain) {
        System.out.printf(
                "%-8s %-3s  %s  %s  %s%s%n",
                domain.ownership().name().toLowerCase(Locale.ROOT),
                domain.active() ? "on" : "off",
                domain.uuid(),
                domain.name(),
                domain.reason(),
                domain.mark().equals("strange") ? "; we did not write this mark" : "");
    }

    /** What {@code --json} prints of a word about one domain. */
    private record Told(String domain, String outcome, String reason) {}

    private static int tell(Outcome outcome, String done, String unchanged, boolean json)
            throws JsonProcessingException {
        Told told = told(outcome, done, unchanged);
        boolean good = outcome instanceof Done || outcome instanceof Unchanged;
        if (json) {
            System.out.println(EventCodec.json().writeValueAsString(told));
        } else if (good) {
            System.out.println("%s %s".formatted(told.domain(), told.reason()));
        } else {
            System.err.println(
                    "pool: %s %s".formatted(told.domain(), told.reason()).replace("  ", " "));
        }
        return good ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
    }

    private static Told told(Outcome outcome, String done, String unchanged) {
        if (outcome instanceof Done one) {
            return new Told(one.domain().name(), "done", done);
        }
        if (outcome instanceof Unchanged one) {
            return new Told(one.domain().name(), "unchanged", unchanged);
        }
        if (outcome instanceof Refused one) {
            return new Told(
                    one.domain().name(),
                    "refused",
                    "is not marked: %s. If it is yours all the same, list its UUID in own-domains"
                            .formatted(one.reason()));
        }
        return new Told("", "unknown", ((Unknown) outcome).reason());
    }
}
