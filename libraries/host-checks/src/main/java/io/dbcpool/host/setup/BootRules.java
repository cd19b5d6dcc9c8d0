package io.dbcpool.host.setup;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.check.CpuMaker;
import io.dbcpool.host.check.GpuChecks;
import io.dbcpool.host.check.KernelParameters;
import io.dbcpool.host.check.Release;
import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the next boot has to find: kernel parameters, modules, the initramfs. Ids come from sysfs, never from a person.
 */
final class BootRules {

    static final String GRUB = "/etc/default/grub";
    static final String MODPROBE = "/etc/modprobe.d/dbc-pool.conf";

    private static final String KEY = "GRUB_CMDLINE_LINUX_DEFAULT";
    private static final Pattern LINE = Pattern.compile("\\s*" + KEY + "=(.*)");
    private static final Pattern ANY_LINE = Pattern.compile("\\s*(GRUB_CMDLINE_LINUX(?:_DEFAULT)?)=(.*)");
    private static final Set<String> TURN_OFF = Set.of("intel_iommu=off", "amd_iommu=off", "iommu=off");

    private BootRules() {}

    static void parameters(Check check, Draft draft) {
        parameters(draft, List.of(CpuMaker.of(draft.host()).iommuParameter(), "iommu=pt"));
    }

    /** What runs and would be lost is written down; what only waits for a boot waits. */
    static void parametersKept(Check check, Draft draft) {
        if (check.state() == State.WARNING) {
            draft.needReboot();
            return;
        }
        var next = KernelParameters.nextBoot(draft.host()).orElse(Set.of());
        parameters(
                draft,
                KernelParameters.running(draft.host()).stream()
                        .filter(word -> word.contains("iommu")
                                || word.contains("vfio")
                                || word.startsWith("kvm.")
                                || word.startsWith("pcie_acs"))
                        .filter(word -> !next.contains(word) && !TURN_OFF.contains(word))
                        // The file says something newer of the same, which waits for its boot.
                        .filter(word -> next.stream().noneMatch(other -> contradicts(word, other)))
                        .toList());
    }

    static void reservation(Check check, Draft draft) {
        if (check.state() == State.WARNING) {
            draft.leave(check);
            return;
        }
        var words = new ArrayList<>(List.of("nofb", "video=vesafb:off", "video=efifb:off"));
        if (!Release.of(draft.host()).isUbuntu("18.04", "20.04")) {
            words.add("initcall_blacklist=sysfb_init");
        }
        parameters(draft, words);
    }

    static void vfioIds(Check check, Draft draft) {
        String ids = String.join(",", new TreeSet<>(GpuChecks.wantedIds(draft.host())));
        boolean byModprobe = Release.of(draft.host()).isUbuntu("18.04")
                || draft.host().findFile(GRUB).isEmpty();
        if (byModprobe) {
            for (String path : draft.host().filesIn("/etc/modprobe.d", ".conf").keySet()) {
                draft.edit(path, text -> TextLines.without(text, BootRules::isVfioOptions));
            }
            draft.edit(
                    MODPROBE,
                    text -> TextLines.withBlockLine(text, "options vfio-pci ids=", "options vfio-pci ids=" + ids));
            rebuild(draft);
        } else {
            parameters(draft, List.of("vfio-pci.ids=" + ids));
        }
    }

    /** One line with all ids of the host stands in our block; a second would be passed to the module as well. */
    private static boolean isVfioOptions(String line) {
        return line.replace('_', '-').matches("\\s*options\\s+vfio-pci\\s+ids=\\S*\\s*");
    }

    static void blacklist(Check check, Draft draft) {
        var lines = GpuChecks.missingInBlacklist(draft.host()).stream()
                .map(name -> "blacklist " + name)
                .toList();
        draft.edit(MODPROBE, text -> TextLines.withBlock(text, lines));
        rebuild(draft);
    }

    static void modulesForm(Check check, Draft draft) {
        for (String path : moduleFiles(draft.host())) {
            draft.edit(path, text -> TextLines.replace(text, BootRules::oneEach));
        }
        draft.needReboot();
    }

    private static List<String> oneEach(String line) {
        String bare = line.strip();
        if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";") || !bare.matches(".*\\s.*")) {
            return List.of(line);
        }
        return Arrays.asList(bare.split("\\s+", -1));
    }

    static void modules(Check check, Draft draft) {
        var maker = CpuMaker.of(draft.host());
        String foreign = maker == CpuMaker.INTEL ? CpuMaker.AMD.kvmModule() : CpuMaker.INTEL.kvmModule();
        for (String path : moduleFiles(draft.host())) {
            draft.edit(
                    path,
                    text -> TextLines.replace(
                            text,
                            line -> line.strip().replace('-', '_').equals(foreign)
                                    ? List.of(maker.kvmModule())
                                    : List.of(line)));
        }
        draft.edit(
                SetupRules.MODULES,
                text -> TextLines.withBlock(text, List.of("vfio", "vfio_iommu_type1", "vfio_pci", maker.kvmModule())));
        if (!draft.host().folder("/sys/module").contains("vfio_pci")) {
            draft.run(SetupCommand.of("modprobe", "vfio-pci"));
        }
    }

    static void initramfs(Check check, Draft draft) {
        rebuild(draft);
    }

    private static void rebuild(Draft draft) {
        draft.runLast(
                SetupCommand.of("update-initramfs", "-u", "-k", "all").undoneBy("update-initramfs", "-u", "-k", "all"));
        draft.needReboot();
    }

    private static List<String> moduleFiles(Host host) {
        return Stream.concat(
                        host.findFile("/etc/modules").stream().map(text -> "/etc/modules"),
                        host.filesIn("/etc/modules-load.d", ".conf").keySet().stream())
                .toList();
    }

    private static void parameters(Draft draft, List<String> wanted) {
        if (draft.host().findFile(GRUB).isEmpty()) {
            throw new CannotTell(
                    "there is no %s; give the boot loader these words: %s".formatted(GRUB, String.join(" ", wanted)));
        }
        boolean changed = draft.edit(GRUB, text -> withWords(text, wanted));
        if (changed) {
            draft.runLast(SetupCommand.of("update-grub").undoneBy("update-grub"));
        }
        draft.needReboot();
    }

    /**
     * Each word in the line of the defaults, instead of another of the same name; in the other line too, where both say
     * it otherwise.
     */
    private static String withWords(String text, List<String> wanted) {
        String cleaned = TextLines.replace(text, line -> List.of(withoutContradictions(line, wanted)));
        boolean has = cleaned.lines().anyMatch(line -> LINE.matcher(line).matches());
        var missing = wanted.stream().filter(word -> !isSaid(cleaned, word)).toList();
        if (missing.isEmpty()) {
            return cleaned;
        }
        if (!has) {
            return TextLines.withBlock(cleaned, List.of("%s=\"%s\"".formatted(KEY, String.join(" ", missing))));
        }
        return TextLines.replace(cleaned, line -> List.of(isLast(cleaned, line) ? with(line, missing) : line));
    }

    /** Of several lines of one key the last counts. */
    private static boolean isLast(String text, String line) {
        return LINE.matcher(line).matches()
                && text.lines()
                        .filter(one -> LINE.matcher(one).matches())
                        .reduce((first, last) -> last)
                        .filter(line::equals)
                        .isPresent();
    }

    private static boolean isSaid(String text, String word) {
        return text.lines()
                .map(ANY_LINE::matcher)
                .filter(Matcher::matches)
                .anyMatch(match -> words(match.group(2)).contains(word));
    }

    private static String withoutContradictions(String line, List<String> wanted) {
        var match = ANY_LINE.matcher(line);
        if (!match.matches()) {
            return line;
        }
        var words = words(match.group(2));
        var kept = new LinkedHashSet<>(words);
        kept.removeIf(word -> TURN_OFF.contains(word) || wanted.stream().anyMatch(one -> contradicts(one, word)));
        return kept.equals(words) ? line : "%s=\"%s\"".formatted(match.group(1), String.join(" ", kept));
    }

    /** {@code vfio-pci.ids=} has one value; {@code video=} may be said of several consoles. */
    private static boolean contradicts(String wanted, String word) {
        String key = wanted.replaceFirst("=.*", "=");
        return wanted.contains("=")
                && !key.equals("video=")
                && !key.equals("initcall_blacklist=")
                && word.replace('_', '-').startsWith(key.replace('_', '-'))
                && !word.equals(wanted);
    }

    private static String with(String line, List<String> missing) {
        var match = LINE.matcher(line);
        if (!match.matches()) {
            return line;
        }
        var words = new LinkedHashSet<>(words(match.group(1)));
        words.addAll(missing);
        return "%s=\"%s\"".formatted(KEY, String.join(" ", words));
    }

    private static Set<String> words(String value) {
        var words = new LinkedHashSet<>(
                Arrays.asList(value.strip().replaceAll("^[\"']|[\"']$", "").split("\\s+", -1)));
        words.remove("");
        return words;
    }
}
