package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.hypervisor.ownership.OwnDomains;
import io.dbcpool.hypervisor.ownership.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The owner's VMs: whether they can be stopped in time, and start at no wrong time. */
final class OwnDomainChecks {

    private OwnDomainChecks() {}

    static List<HostCheck> list() {
        return List.of(
                new HostCheck(
                        "own-domains-named",
                        Step.OURS,
                        "every VM that is claimed for the owner is there, and is the owner's",
                        "a VM for each entry of own-domains, none with a renter's markers",
                        "a mistyped name leaves the owner's VM running when the machine is rented; what looks like a "
                                + "renter's is never stopped, whoever claims it",
                        "dbc-pool",
                        OwnDomainChecks::named),
                new HostCheck(
                        "domains-known",
                        Step.OURS,
                        "every running VM is somebody's",
                        "running VMs that are the owner's, a renter's or a verifier's",
                        "about 20 s after a renter's request the DBC node kills every running VM, other renters' too, if "
                                + "one runs that it does not know",
                        "DBC node node_request_service.cpp",
                        OwnDomainChecks::known),
                new HostCheck(
                        "own-domains-autostart",
                        Step.OURS,
                        "no VM of the owner's starts by itself",
                        "autostart off",
                        "after a reboot it starts whether the machine is rented or not",
                        "dbc-pool (only the finalized chain may start one)",
                        OwnDomainChecks::autostart),
                new HostCheck(
                        "own-domains-balloon",
                        Step.OURS,
                        "no VM of the owner's has a memory balloon",
                        "<memballoon model='none'/>",
                        "with a GPU the memory is pinned, and a balloon only slows the guest's end",
                        "dbc-pool; kernel docs, vfio",
                        OwnDomainChecks::balloon),
                new HostCheck(
                        "own-domains-hugepages",
                        Step.OURS,
                        "no memory is set aside that renters could have",
                        "no hugepages reserved, HugePages_Total 0",
                        "the DBC node's VMs use none: what is reserved is missing from what it may rent, and creating a VM "
                                + "fails with 'allocate mem failed'",
                        "DBC node vm_client.cpp, TaskManager.cpp; kernel docs, hugetlbpage",
                        OwnDomainChecks::hugepages),
                new HostCheck(
                        "own-domains-devices",
                        Step.OURS,
                        "the devices of the owner's VMs are there, and go back to the host",
                        "host devices that exist, with managed='yes'",
                        "a device that is not managed stays away from the next VM, which is a renter's",
                        "libvirt docs, domain format (hostdev)",
                        OwnDomainChecks::devices),
                new HostCheck(
                        "own-domains-agent",
                        Step.OURS,
                        "the guest agents of the owner's VMs answer",
                        "a channel for the guest agent, connected while the VM runs",
                        "a guest that can only be asked by ACPI may ignore it; then the VM is ended by force, and what it "
                                + "had not written is lost",
                        "libvirt docs, QEMU guest agent",
                        OwnDomainChecks::agent));
    }

    private static Finding named(Host host) {
        var entries = host.scope().ownDomains();
        var domains = ListedDomain.list(host);
        var refused = domains.stream()
                .filter(domain -> domain.classified().isRefused())
                .map(domain -> domain.name() + ": " + domain.classified().reason())
                .toList();
        if (!refused.isEmpty()) {
            return Finding.wrong(
                    String.join("; ", refused),
                    "take it out of own-domains if it is a renter's; if it is the owner's, define it without that marker");
        }
        var unmatched = new OwnDomains(entries)
                .listUnmatched(domains.stream().map(ListedDomain::definition).toList());
        if (!unmatched.isEmpty()) {
            return Finding.warning(
                    "no VM for " + String.join(", ", unmatched), "correct own-domains in pool.yaml, or define the VM");
        }
        long own = domains.stream()
                .filter(domain -> domain.classified().ownership() == Ownership.OWNER)
                .count();
        return Finding.ok(own == 0 ? "none is claimed" : "%d the owner's".formatted(own));
    }

    private static Finding known(Host host) {
        var unknown = ListedDomain.list(host).stream()
                .filter(ListedDomain::active)
                .filter(domain -> domain.classified().ownership() == Ownership.UNKNOWN)
                .map(ListedDomain::name)
                .toList();
        return unknown.isEmpty()
                ? Finding.ok("none that is not")
                : Finding.warning(
                        "unknown, and running: " + String.join(", ", unknown),
                        "list it in own-domains if it is yours, or shut it down");
    }

    private static List<ListedDomain> own(Host host) {
        var own = ListedDomain.listOwn(host);
        if (own.isEmpty()) {
            throw new CannotTell("no VM is the owner's");
        }
        return own;
    }

    private static Finding each(Host host, Predicate<ListedDomain> bad, String fault, String good, String fix) {
        var own = own(host);
        var faulty = own.stream().filter(bad).map(ListedDomain::name).toList();
        return faulty.isEmpty()
                ? Finding.ok("%s, of %d".formatted(good, own.size()))
                : Finding.warning("%s: %s".formatted(fault, String.join(", ", faulty)), fix.formatted(faulty.get(0)));
    }

    private static Finding autostart(Host host) {
        var own = own(host);
        var faulty = own.stream()
                .filter(ListedDomain::autostart)
                .map(ListedDomain::name)
                .toList();
        return faulty.isEmpty()
                ? Finding.ok("off, of %d".formatted(own.size()))
                : Finding.wrong("on: " + String.join(", ", faulty), "virsh autostart --disable " + faulty.get(0));
    }

    private static Finding balloon(Host host) {
        return each(
                host,
                ListedDomain::balloon,
                "has one",
                "none",
                "virsh edit %s, and set <memballoon model='none'/>; it counts from its next start");
    }

    private static Finding hugepages(Host host) {
        var meminfo = host.findProc("/proc/meminfo")
                .orElse("")
                .lines()
                .filter(line -> line.startsWith("HugePages_Total:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow(() -> new CannotTell("/proc/meminfo has no HugePages_Total"));
        if (!meminfo.equals("0")) {
            return Finding.warning(
                    "HugePages_Total " + meminfo, "sysctl -w vm.nr_hugepages=0, and take it out of /etc/sysctl.d");
        }
        return Finding.ok("HugePages_Total 0");
    }

    private static Finding devices(Host host) {
        var present = host.folder("/sys/bus/pci/devices");
        var faults = new ArrayList<String>();
        for (ListedDomain domain : own(host)) {
            var missing = domain.definition().hostDevices().stream()
                    .filter(address -> !present.contains(address))
                    .collect(Collectors.joining(", "));
            if (!missing.isEmpty()) {
                faults.add("%s: this host has no %s".formatted(domain.name(), missing));
            }
            if (!domain.definition().hostDevices().isEmpty() && !domain.managed()) {
                faults.add(domain.name() + ": managed is not 'yes'");
            }
        }
        return faults.isEmpty()
                ? Finding.ok("as they should be")
                : Finding.wrong(String.join("; ", faults), "virsh edit, and correct <hostdev>");
    }

    private static Finding agent(Host host) {
        var own = own(host);
        var without = own.stream()
                .filter(domain -> domain.agent().equals("none"))
                .map(ListedDomain::name)
                .toList();
        if (!without.isEmpty()) {
            return Finding.warning(
                    "no channel for it: " + String.join(", ", without),
                    "add the channel org.qemu.guest_agent.0 to the VM, and install qemu-guest-agent in it");
        }
        return each(
                host,
                domain -> domain.active() && !domain.agent().equals("connected"),
                "does not answer",
                "a channel, and an answer where it runs",
                "install and start qemu-guest-agent in %s");
    }
}
