package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Question.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Step E, and the same of step C. */
public final class GpuChecks {

    /** The guide's seven. The first that drives an NVIDIA card keeps it from guests; the rest is for other cards. */
    static final List<String> BLACKLIST =
            List.of("snd_hda_intel", "amd76x_edac", "vga16fb", "nouveau", "rivafb", "nvidiafb", "rivatv");

    private static final Set<String> BLACKLIST_NEEDED = Set.of("nouveau", "nvidiafb", "snd_hda_intel");
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{4}:[0-9a-fA-F]{4}");
    private static final Pattern MODULE = Pattern.compile("[A-Za-z0-9_-]+");
    private static final String PLAN =
            "write it down in /etc/default/grub, /etc/modprobe.d or /etc/modules; then update-grub, update-initramfs -u -k all, reboot";

    private GpuChecks() {}

    static List<HostCheck> list() {
        return List.of(
                new HostCheck(
                        "gpus-found",
                        Step.E,
                        "the host has NVIDIA GPUs",
                        "at least one VGA or 3D controller of vendor 10de",
                        "the DBC node counts and rents NVIDIA GPUs only",
                        "guide, step E; DBC node system_info.cpp",
                        GpuChecks::found),
                new HostCheck(
                        "vfio-ids",
                        Step.E,
                        "the ids of all NVIDIA functions are set aside for vfio-pci",
                        "vfio-pci.ids in /etc/default/grub, or options vfio-pci ids= in /etc/modprobe.d, with every "
                                + "vendor:device id of the host's NVIDIA functions",
                        "a function that is not named is taken by another driver at the next boot, and the renter's VM "
                                + "does not start",
                        "guide, steps C and E; kernel docs, vfio",
                        GpuChecks::vfioIds),
                new HostCheck(
                        "driver-blacklist",
                        Step.E,
                        "drivers that would take a GPU are held back",
                        "blacklist lines for " + String.join(", ", BLACKLIST) + " in /etc/modprobe.d",
                        "nouveau or the sound driver takes a function of the GPU before vfio-pci does",
                        "guide, steps C and E; modprobe.d(5)",
                        GpuChecks::blacklist),
                new HostCheck(
                        "modules-load-form",
                        Step.E,
                        "files of modules have one module on a line",
                        "one name on each line of /etc/modules and /etc/modules-load.d/*.conf",
                        "the guide's 'vfio-pci kvmgt vfio-iommu-type1 vfio-mdev' is one line: systemd takes it for one "
                                + "module of that name, and loads none",
                        "guide, step E (wrong); modules-load.d(5)",
                        GpuChecks::modulesForm),
                new HostCheck(
                        "boot-modules",
                        Step.E,
                        "the modules of pass-through are loaded at boot",
                        "vfio_pci loaded, and named for the boot; kvm_intel only on Intel, kvm_amd only on AMD",
                        "without vfio_pci nothing holds the GPUs for a guest. The guide names kvm_intel for AMD too",
                        "guide, steps D and E; modules-load.d(5)",
                        GpuChecks::bootModules),
                new HostCheck(
                        "initramfs-current",
                        Step.E,
                        "the initramfs is newer than what goes into it",
                        "/boot/initrd.img of the running kernel is newer than /etc/modprobe.d and /etc/initramfs-tools",
                        "what was changed there has no effect while the first drivers are loaded. The guide never runs "
                                + "update-initramfs after its edits",
                        "initramfs-tools(7); DBC wiki",
                        GpuChecks::initramfs));
    }

    private static Finding found(Host host) {
        var functions = PciFunction.listNvidia(host);
        long gpus = functions.stream().filter(PciFunction::isDisplay).count();
        return gpus > 0
                ? Finding.ok("%d GPU%s, %d functions".formatted(gpus, gpus == 1 ? "" : "s", functions.size()))
                : Finding.wrong(
                        functions.isEmpty()
                                ? "no NVIDIA device"
                                : "%d NVIDIA functions, no GPU among them".formatted(functions.size()),
                        "see that the card sits well and has power; `lspci -d 10de:` lists it");
    }

    /** Of both places, as the next boot will have them; ids are lower case in sysfs. */
    static Set<String> idsAtBoot(Host host) {
        var ids = new LinkedHashSet<String>();
        KernelParameters.nextBoot(host).ifPresent(words -> ids.addAll(KernelParameters.vfioIds(words)));
        modprobeLines(host).stream()
                .filter(words -> words.size() >= 3
                        && words.get(0).equals("options")
                        && words.get(1).replace('_', '-').equals("vfio-pci"))
                .flatMap(words -> words.stream().filter(word -> word.startsWith("ids=")))
                .forEach(word -> ids.addAll(List.of(word.substring(4).split(",", -1))));
        return ids;
    }

    private static List<List<String>> modprobeLines(Host host) {
        return host.filesIn("/etc/modprobe.d", ".conf").values().stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> List.of(line.split("\\s+", -1)))
                .toList();
    }

    public static Set<String> wantedIds(Host host) {
        var wanted = new TreeSet<String>();
        PciFunction.needNvidia(host).forEach(function -> wanted.add(function.id()));
        return wanted;
    }

    private static Finding vfioIds(Host host) {
        var wanted = wantedIds(host);
        var named = idsAtBoot(host);
        var malformed = named.stream().filter(id -> !ID.matcher(id).matches()).toList();
        if (!malformed.isEmpty()) {
            return Finding.wrong(
                    "wanted ids such as 10de:1e82, found '%s'".formatted(String.join("', '", malformed)), PLAN);
        }
        var lower = new TreeSet<String>();
        named.forEach(id -> lower.add(id.toLowerCase(Locale.ROOT)));
        var missing = new TreeSet<>(wanted);
        missing.removeAll(lower);
        return missing.isEmpty()
                ? Finding.ok("all %d: %s".formatted(wanted.size(), String.join(",", wanted)))
                : Finding.wrong("not named: " + String.join(",", missing), PLAN);
    }

    /** Those that no file of /etc/modprobe.d holds back. */
    public static List<String> missingInBlacklist(Host host) {
        var listed = new TreeSet<String>();
        modprobeLines(host).stream()
                .filter(words -> words.size() == 2 && words.get(0).equals("blacklist"))
                .forEach(words -> listed.add(words.get(1).replace('-', '_')));
        return BLACKLIST.stream().filter(name -> !listed.contains(name)).toList();
    }

    private static Finding blacklist(Host host) {
        var missing = missingInBlacklist(host);
        if (missing.isEmpty()) {
            return Finding.ok("all %d".formatted(BLACKLIST.size()));
        }
        String found = "not listed: " + String.join(", ", missing);
        return missing.stream().anyMatch(BLACKLIST_NEEDED::contains)
                ? Finding.wrong(found, PLAN)
                : Finding.warning(found, PLAN);
    }

    private static Finding modulesForm(Host host) {
        var files = new TreeMap<>(host.filesIn("/etc/modules-load.d", ".conf"));
        host.findFile("/etc/modules").ifPresent(text -> files.put("/etc/modules", text));
        var faults = new ArrayList<String>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            file.getValue()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
                    // Arguments behind the name, as /etc/modules once had them, are a part of it for systemd.
                    .filter(line -> !MODULE.matcher(line).matches())
                    .forEach(line -> faults.add("%s: '%s'".formatted(file.getKey(), line)));
        }
        return faults.isEmpty()
                ? Finding.ok("%d files".formatted(files.size()))
                : Finding.wrong(String.join("; ", faults), "write each name on a line of its own; " + PLAN);
    }

    private static Finding bootModules(Host host) {
        var maker = CpuMaker.of(host);
        var atBoot = VirtualisationChecks.modulesAtBoot(host);
        boolean loaded = SystemChecks.modules(host).contains("vfio_pci");
        String foreign = maker == CpuMaker.INTEL ? CpuMaker.AMD.kvmModule() : CpuMaker.INTEL.kvmModule();
        if (!loaded) {
            return Finding.wrong("vfio_pci is not loaded", "modprobe vfio-pci; " + PLAN);
        }
        if (atBoot.contains(foreign)) {
            return Finding.warning(
                    "%s is named for the boot, and this CPU is %s's".formatted(foreign, maker),
                    "name %s instead; %s".formatted(maker.kvmModule(), PLAN));
        }
        return atBoot.contains("vfio_pci") || initramfsModules(host).contains("vfio_pci")
                ? Finding.ok("vfio_pci, now and at boot")
                : Finding.warning("vfio_pci is loaded now, and no file names it for the boot", PLAN);
    }

    private static Set<String> initramfsModules(Host host) {
        var found = new TreeSet<String>();
        host.lines("/etc/initramfs-tools/modules").stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> found.add(line.split("\\s+", -1)[0].replace('-', '_')));
        return found;
    }

    private static Finding initramfs(Host host) {
        String kernel = host.findFile("/proc/sys/kernel/osrelease")
                .orElseThrow(() -> new CannotTell("there is no /proc/sys/kernel/osrelease"))
                .strip();
        String image = "/boot/initrd.img-" + kernel;
        var made = host.findFields(Kind.LOOK, image);
        if (made.isEmpty()) {
            return Finding.cannotTell("there is no " + image, "see that the running kernel boots with an initramfs");
        }
        long madeAt = Long.parseLong(made.get().getOrDefault("modified", "0"));
        var newer = new ArrayList<String>();
        var parts = new ArrayList<String>();
        parts.add("/etc/initramfs-tools/modules");
        host.folder("/etc/modprobe.d").forEach(name -> parts.add("/etc/modprobe.d/" + name));
        for (String part : parts) {
            host.findFields(Kind.LOOK, part)
                    .filter(fields -> Long.parseLong(fields.getOrDefault("modified", "0")) > madeAt)
                    .ifPresent(fields -> newer.add(part));
        }
        return newer.isEmpty()
                ? Finding.ok(image)
                : Finding.wrong("older than " + String.join(", ", newer), "update-initramfs -u -k all, then reboot");
    }
}
