package io.dbcpool.configuration;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolConfig.Node;
import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.values.MachineId;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code machines:}, where nothing may be named twice. */
final class MachineSection {

    static final String NAME = "a name of up to 63 letters, digits, '.', '_' and '-'";

    /** The daemon that every DBC node's host has, as DBC's install script leaves it. */
    private static final URI DEFAULT_LIBVIRT = URI.create("qemu+tcp://127.0.0.1:16509/system");

    private static final Set<String> KEYS =
            Set.of("id", "name", "libvirt", "own-domains", "address", "restart", "stash", "node");

    /** Where each id, name and own domain stood first. */
    private final Map<String, Value> taken = new HashMap<>();

    private final Node nodeDefaults;

    private MachineSection(Node nodeDefaults) {
        this.nodeDefaults = nodeDefaults;
    }

    static List<Machine> readAll(Value list, Node nodeDefaults) {
        var items = list.list();
        if (items.isEmpty() && (list.isAbsent() || list.isList())) {
            list.refuse("wanted a list of at least one machine, found none");
        }
        var section = new MachineSection(nodeDefaults);
        return items.stream().flatMap(item -> section.read(item).stream()).toList();
    }

    private Optional<Machine> read(Value item) {
        if (item.isAbsent()) {
            item.refuse("wanted a machine, found nothing");
            return Optional.empty();
        }
        var keys = item.section(KEYS);
        var id = PoolFile.get(keys, "id").require("64 hex digits", MachineId::find);
        var name = PoolFile.get(keys, "name").read(NAME, Words::name).or(() -> id.map(MachineSection::shortName));
        var libvirt = PoolFile.get(keys, "libvirt")
                .read("a libvirt URI such as %s".formatted(DEFAULT_LIBVIRT), Words::connectionUri)
                .orElse(DEFAULT_LIBVIRT);
        id.ifPresent(found -> takeOnce(PoolFile.get(keys, "id"), "machine id", found.hex()));
        name.ifPresent(found -> takeOnce(PoolFile.get(keys, "name"), "name", found));
        var ownDomains = ownDomains(PoolFile.get(keys, "own-domains"), libvirt);
        var address = PoolFile.get(keys, "address").read("an IP address", AddressRange::findAddress);
        var restart = PoolFile.get(keys, "restart")
                .read("never or when-free", Words::restart)
                .orElse(Restart.NEVER);
        var stash = PoolFile.get(keys, "stash").read("an SS58 account", Words::account);
        var node = NodeSection.read(PoolFile.get(keys, "node"), nodeDefaults);
        return id.flatMap(found ->
                name.map(named -> new Machine(found, named, libvirt, ownDomains, address, restart, stash, node)));
    }

    private List<String> ownDomains(Value list, URI libvirt) {
        var entries = new ArrayList<String>();
        for (Value item : list.list()) {
            item.require("a domain's name or UUID", Words::notBlank).ifPresent(entry -> {
                entries.add(entry);
                takeOnce(item, "own domain of " + libvirt, sameAs(entry));
            });
        }
        return entries;
    }

    private void takeOnce(Value value, String kind, String word) {
        var first = taken.putIfAbsent(kind + " " + word, value);
        if (first != null) {
            value.refuse("wanted each %s once, found %s again, which %s has on line %d"
                    .formatted(kind, Problems.quote(word), first.path(), first.line()));
        }
    }

    /** A UUID is one in either case; a name is not. */
    private static String sameAs(String entry) {
        return entry.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? entry.toLowerCase(Locale.ROOT)
                : entry;
    }

    private static String shortName(MachineId id) {
        return id.hex().substring(0, 8);
    }
}
