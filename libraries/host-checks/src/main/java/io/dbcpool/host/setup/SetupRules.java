package io.dbcpool.host.setup;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.host.check.LibvirtdUnit;
import io.dbcpool.host.check.Mounts;
import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Question.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is done about each check. One that is not named here is left to a person, with the check's own words. */
final class SetupRules {

    static final String MODULES = "/etc/modules-load.d/dbc-pool.conf";
    static final String SYSCTL = "/etc/sysctl.d/60-dbc-pool.conf";

    private static final String LIBVIRTD_CONF = "/etc/libvirt/libvirtd.conf";
    private static final Pattern INSTALL = Pattern.compile("apt-get install ([a-z0-9.+ -]+)");
    private static final Pattern PINNED = Pattern.compile("\\s*(140\\.82\\.114\\.4|199\\.232\\.5\\.194)\\s.*");
    private static final Pattern LISTEN = Pattern.compile("(^|\\s)(-l|--listen)(\\s|$)");

    /** Of one check. */
    interface Rule {
        void apply(Check check, Draft draft);
    }

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("packages", SetupRules::packages),
            Map.entry("hosts-file", rule(SetupRules::hostsFile)),
            Map.entry("data-mounted", SetupRules::dataDisk),
            Map.entry("data-in-fstab", SetupRules::fstab),
            Map.entry("data-mode", rule(SetupRules::dataMode)),
            Map.entry("ip-forward", rule((check, draft) -> sysctl(draft, "net.ipv4.ip_forward"))),
            Map.entry("br-netfilter", rule(SetupRules::bridgeNetfilter)),
            Map.entry("bridge-netfilter-calls", rule(SetupRules::bridgeCalls)),
            Map.entry("kernel-parameters", BootRules::parameters),
            Map.entry("kernel-parameters-kept", BootRules::parametersKept),
            Map.entry("vfio-ids", BootRules::vfioIds),
            Map.entry("binding-survives-boot", BootRules::vfioIds),
            Map.entry("bar-reservation", BootRules::reservation),
            Map.entry("driver-blacklist", BootRules::blacklist),
            Map.entry("modules-load-form", BootRules::modulesForm),
            Map.entry("boot-modules", BootRules::modules),
            Map.entry("initramfs-current", BootRules::initramfs),
            Map.entry("libvirtd-conf", rule(SetupRules::libvirtdConf)),
            Map.entry("libvirt-not-open", rule(SetupRules::libvirtdConf)),
            Map.entry("libvirtd-listens", SetupRules::libvirtdListens),
            Map.entry("libvirtd-sockets-masked", rule(SetupRules::sockets)),
            Map.entry("libvirtd-at-boot", rule(SetupRules::atBoot)),
            Map.entry("key-mode", rule(SetupRules::keyMode)));

    private SetupRules() {}

    static Rule of(Check check) {
        return RULES.getOrDefault(check.id(), (one, draft) -> draft.leave(one));
    }

    private static Rule rule(BiConsumer<Check, Draft> rule) {
        return rule::accept;
    }

    private static void packages(Check check, Draft draft) {
        var install = INSTALL.matcher(check.fix());
        if (!install.find()) {
            draft.leave(check);
            return;
        }
        var names = List.of(install.group(1).strip().split("\\s+", -1));
        draft.runFirst(new SetupCommand(
                Stream.concat(Stream.of("apt-get", "install", "-y", "--no-install-recommends"), names.stream())
                        .toList(),
                List.of()));
    }

    private static void hostsFile(Check check, Draft draft) {
        draft.edit(
                "/etc/hosts",
                text -> TextLines.without(text, line -> PINNED.matcher(line).matches()));
    }

    /** Printed, and never run: what is on the disk is gone after. */
    private static void dataDisk(Check check, Draft draft) {
        draft.leave(
                check,
                "choose the disk (lsblk), be sure that nothing on it is needed, then, with DISK for its name: "
                        + "mkfs.xfs -n ftype=1 /dev/DISK; mkdir -p /data; mount -o pquota /dev/DISK /data; "
                        + "then ./pool setup plan writes it into fstab by its UUID");
    }

    private static void fstab(Check check, Draft draft) {
        var mounted =
                Mounts.find(draft.host(), "/data").filter(data -> data.type().equals("xfs"));
        if (mounted.isEmpty()) {
            draft.leave(check);
            return;
        }
        String line = "UUID=%s /data xfs defaults,pquota 0 0".formatted(uuidOf(draft.host(), mounted.get()));
        draft.edit("/etc/fstab", text -> {
            boolean has = text.lines().anyMatch(SetupRules::isData);
            return has
                    ? TextLines.replace(text, one -> isData(one) ? List.of(line) : List.of(one))
                    : TextLines.withBlock(text, List.of(line));
        });
    }

    private static boolean isData(String line) {
        var words = line.strip().split("\\s+", -1);
        return words.length >= 4 && !words[0].startsWith("#") && words[1].equals("/data");
    }

    private static String uuidOf(Host host, Mounts data) {
        String name = data.device().substring(data.device().lastIndexOf('/') + 1);
        return host.folder("/dev/disk/by-uuid").stream()
                .filter(uuid -> host.findText(Kind.LINK, "/dev/disk/by-uuid/" + uuid)
                        .filter(target ->
                                target.substring(target.lastIndexOf('/') + 1).equals(name))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new CannotTell("no UUID is known of %s".formatted(data.device())));
    }

    private static void dataMode(Check check, Draft draft) {
        mode(draft, "/data", "777");
    }

    private static void keyMode(Check check, Draft draft) {
        mode(draft, draft.host().scope().nodeDat(), "600");
    }

    private static void mode(Draft draft, String path, String wanted) {
        String now = draft.host()
                .findFields(Kind.LOOK, path)
                .map(fields -> fields.getOrDefault("mode", ""))
                .orElseThrow(() -> new CannotTell("there is no " + path));
        draft.run(SetupCommand.of("chmod", wanted, path).undoneBy("chmod", now, path));
    }

    private static void bridgeNetfilter(Check check, Draft draft) {
        draft.edit(MODULES, text -> TextLines.withBlock(text, List.of("br_netfilter")));
        draft.run(SetupCommand.of("modprobe", "br_netfilter"));
    }

    private static void bridgeCalls(Check check, Draft draft) {
        bridgeNetfilter(check, draft);
        sysctl(draft, "net.bridge.bridge-nf-call-iptables");
        sysctl(draft, "net.bridge.bridge-nf-call-ip6tables");
    }

    /** Now and at boot. A line of /etc/sysctl.conf outweighs every other file, so one that says otherwise goes. */
    private static void sysctl(Draft draft, String key) {
        String wanted = key + " = 1";
        var sets = Pattern.compile("\\s*-?" + Pattern.quote(key).replace(".", "\\E[./]\\Q") + "\\s*=.*");
        if (draft.host().findFile("/etc/sysctl.conf").isPresent()) {
            draft.edit(
                    "/etc/sysctl.conf",
                    text -> TextLines.replace(
                            text, line -> sets.matcher(line).matches() ? List.of(wanted) : List.of(line)));
        }
        draft.edit(SYSCTL, text -> TextLines.withBlock(text, List.of(wanted)));
        Optional<String> now = draft.host()
                .findFile("/proc/sys/" + key.replace('.', '/'))
                .map(String::strip)
                .filter(value -> value.matches("[0-9]+"));
        if (now.filter("1"::equals).isEmpty()) {
            var command = SetupCommand.of("sysctl", "-w", key + "=1");
            draft.run(now.map(value -> command.undoneBy("sysctl", "-w", key + "=" + value))
                    .orElse(command));
        }
    }

    private static void libvirtdConf(Check check, Draft draft) {
        if (draft.host().findFile(LIBVIRTD_CONF).isEmpty()) {
            draft.leave(check);
            return;
        }
        var wanted = List.of(
                List.of("listen_tls", "listen_tls = 0"),
                List.of("listen_tcp", "listen_tcp = 1"),
                List.of("listen_addr", "listen_addr = \"127.0.0.1\""),
                List.of("auth_tcp", "auth_tcp = \"none\""));
        boolean changed = false;
        for (List<String> line : wanted) {
            changed |= draft.edit(LIBVIRTD_CONF, text -> TextLines.withKey(text, line.get(0), line.get(1)));
        }
        if (changed) {
            restartLibvirtd(draft);
        } else if (check.id().equals("libvirt-not-open")) {
            draft.leave(check);
        }
    }

    private static void restartLibvirtd(Draft draft) {
        draft.runLast(SetupCommand.of("systemctl", "restart", "libvirtd.service")
                .undoneBy("systemctl", "restart", "libvirtd.service"));
    }

    private static void libvirtdListens(Check check, Draft draft) {
        var unit = LibvirtdUnit.get(draft.host());
        var variable = unit.variable();
        if (variable.isEmpty()) {
            draft.leave(check);
            return;
        }
        draft.edit(unit.environmentFile(), text -> withListen(text, variable.get()));
        restartLibvirtd(draft);
    }

    /** {@code -l} besides what the variable holds; one that says --timeout would end a daemon that listens. */
    private static String withListen(String text, String variable) {
        var sets = Pattern.compile("\\s*" + variable + "\\s*=(.*)");
        var options = text.lines()
                .map(sets::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1).strip().replaceAll("^[\"']|[\"']$", ""))
                .reduce((first, last) -> last)
                .orElse("");
        if (LISTEN.matcher(options).find()) {
            return text;
        }
        var words = new ArrayList<>(Arrays.asList(options.strip().split("\\s+", -1)));
        words.removeIf(String::isEmpty);
        int timeout = words.indexOf("--timeout");
        if (timeout >= 0) {
            words.subList(timeout, Math.min(words.size(), timeout + 2)).clear();
        }
        words.add("-l");
        return TextLines.withKey(text, variable, "%s=\"%s\"".formatted(variable, String.join(" ", words)));
    }

    private static void sockets(Check check, Draft draft) {
        var open = LibvirtdUnit.SOCKETS.stream()
                .filter(unit -> LibvirtdUnit.exists(draft.host(), unit) && !LibvirtdUnit.isMasked(draft.host(), unit))
                .toList();
        draft.run(new SetupCommand(words(List.of("mask"), open), words(List.of("unmask"), open)));
        // While one of them is active, libvirtd refuses to start with -l. Not "mask --now": where systemd does not run,
        // as in a mounted root, systemctl makes the links and then says that it failed.
        draft.run(new SetupCommand(words(List.of("stop"), open), List.of()));
        restartLibvirtd(draft);
    }

    private static List<String> words(List<String> verb, List<String> units) {
        return Stream.of(List.of("systemctl"), verb, units)
                .flatMap(List::stream)
                .toList();
    }

    private static void atBoot(Check check, Draft draft) {
        if (LibvirtdUnit.isMasked(draft.host(), "libvirtd.service")) {
            draft.run(SetupCommand.of("systemctl", "unmask", "libvirtd.service")
                    .undoneBy("systemctl", "mask", "libvirtd.service"));
        }
        // To disable it when this is undone disables what the unit names beside itself, virtlogd too: that is put back.
        var beside = LibvirtdUnit.get(draft.host()).also().stream()
                .filter(unit -> LibvirtdUnit.isEnabled(draft.host(), unit))
                .toList();
        if (!beside.isEmpty()) {
            var enable = words(List.of("enable"), beside);
            draft.runFirst(new SetupCommand(enable, enable));
        }
        draft.run(SetupCommand.of("systemctl", "enable", "libvirtd.service")
                .undoneBy("systemctl", "disable", "libvirtd.service"));
    }
}
