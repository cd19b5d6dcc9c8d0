package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One function of a PCI device, by sysfs (kernel docs, sysfs-bus-pci).
 *
 * @param address {@code 0000:17:00.0}
 * @param vendor four hex digits, as {@code device}
 * @param classCode six hex digits
 * @param driver who drives it; empty: nobody
 * @param group its IOMMU group; empty: none
 */
public record PciFunction(
        String address,
        String vendor,
        String device,
        String classCode,
        Optional<String> driver,
        Optional<String> group) {

    private static final String DEVICES = "/sys/bus/pci/devices";
    private static final String NVIDIA = "10de";
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-f]{4,6}");

    /** Every function of every NVIDIA device, by address. */
    public static List<PciFunction> listNvidia(Host host) {
        var addresses = host.findNames(Kind.LIST, DEVICES)
                .orElseThrow(() -> new CannotTell("there is no " + DEVICES + ", so no PCI device is to be seen"));
        return addresses.stream()
                .filter(address -> ADDRESS.matcher(address).matches())
                .filter(address -> hex(host, address, "vendor").equals(NVIDIA))
                .map(address -> of(host, address))
                .toList();
    }

    /** Every function in an IOMMU group. */
    static List<PciFunction> listGroup(Host host, String group) {
        return host
                .findNames(Kind.LIST, "/sys/kernel/iommu_groups/" + group + "/devices")
                .orElseThrow(() -> new CannotTell("IOMMU group " + group + " has no folder"))
                .stream()
                .map(address -> of(host, address))
                .toList();
    }

    private static PciFunction of(Host host, String address) {
        return new PciFunction(
                address,
                hex(host, address, "vendor"),
                hex(host, address, "device"),
                hex(host, address, "class"),
                link(host, address, "driver"),
                link(host, address, "iommu_group"));
    }

    private static String hex(Host host, String address, String file) {
        String text = host.findFile("%s/%s/%s".formatted(DEVICES, address, file))
                .orElseThrow(() -> new CannotTell("%s has no file '%s'".formatted(address, file)))
                .strip();
        if (!HEX.matcher(text).matches()) {
            throw new CannotTell("the %s of %s: wanted hex digits such as 0x10de, found '%s'"
                    .formatted(file, address, text.length() > 20 ? text.substring(0, 20) : text));
        }
        return text.substring(2);
    }

    /** The last part of where a link points to. */
    private static Optional<String> link(Host host, String address, String name) {
        return host.findText(Kind.LINK, "%s/%s/%s".formatted(DEVICES, address, name))
                .map(target -> target.substring(target.lastIndexOf('/') + 1))
                .filter(last -> !last.isEmpty());
    }

    /** {@code 10de:1e82}. */
    public String id() {
        return vendor + ":" + device;
    }

    /** VGA or 3D controller. */
    boolean isDisplay() {
        return classCode.startsWith("0300") || classCode.startsWith("0302");
    }

    boolean isBridge() {
        return classCode.startsWith("06");
    }

    /** {@code 0000:17:00}, which all functions of one device share. */
    String slot() {
        return address.substring(0, address.lastIndexOf('.'));
    }

    static List<PciFunction> needNvidia(Host host) {
        var functions = listNvidia(host);
        if (functions.isEmpty()) {
            throw new CannotTell("this host has no NVIDIA device; see gpus-found");
        }
        return functions;
    }
}
