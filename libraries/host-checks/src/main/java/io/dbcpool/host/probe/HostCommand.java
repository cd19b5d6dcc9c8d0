package io.dbcpool.host.probe;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The only programs that are ever run to look at a host. None of them changes anything. */
public enum HostCommand {
    /** Kernel messages about the devices; where the kernel shows them to root only, nothing. */
    KERNEL_MESSAGES(
            "kernel-messages",
            List.of("dmesg"),
            Pattern.compile("(?i)iommu|DMAR|AMD-Vi|vfio|can't reserve|NVRM|nouveau")),
    PACKAGES(
            "packages",
            List.of(
                    "dpkg-query",
                    "--admindir={root}/var/lib/dpkg",
                    "-W",
                    "-f",
                    "${Package} ${db:Status-Abbrev}${Version}\\n"),
            Pattern.compile(
                    "^(qemu-|libvirt|bridge-utils|virt-manager|ovmf|cpu-checker|vim|expect|nvidia-|ufw|chrony|ntp|systemd-timesyncd|tini|linux-image-)")),
    FIREWALL_RULES("firewall-rules", List.of("iptables", "-w", "1", "-S"), Pattern.compile("16509|LIBVIRT_FW|^-P ")),
    NAT_RULES(
            "nat-rules", List.of("iptables", "-w", "1", "-t", "nat", "-S"), Pattern.compile("check_chain|_dnat|_snat")),
    XFS("xfs", List.of("xfs_info", "{root}/data"), Pattern.compile("ftype|data ")),
    /** What runs of DBC and of libvirt. */
    PROCESSES(
            "processes",
            List.of("ps", "-eo", "user:32=,args="),
            Pattern.compile("(/dbc --compute|/dbc --|/check_env|/libvirtd|/virtqemud|/dbcmonitor)")),
    /** Reads the image's own tables, and no guest data. */
    IMAGE("image", List.of("qemu-img", "check", "-U", "--output=json", "{root}{argument}"), Pattern.compile("")),
    IMAGE_CHAIN(
            "image-chain",
            List.of("qemu-img", "info", "-U", "--backing-chain", "{root}{argument}"),
            Pattern.compile("^(image|file format|virtual size|backing file|    corrupt)"));

    private final String word;
    /** Its words, with a tab between them. */
    private final String line;

    private final Pattern keep;

    HostCommand(String word, List<String> line, Pattern keep) {
        this.word = word;
        this.line = String.join("\t", line);
        this.keep = keep;
    }

    public String word() {
        return word;
    }

    /** Its output, but for lines that say nothing of what is checked: they may say what nobody should keep. */
    public boolean keeps(String outputLine) {
        return keep.matcher(outputLine).find();
    }

    /** @param root of the host's file system, without a slash at its end: empty for our own */
    public List<String> line(String root, String argument) {
        return Arrays.stream(line.split("\t", -1))
                .map(word -> word.replace("{root}", root).replace("{argument}", argument))
                .toList();
    }

    public static Optional<HostCommand> find(String subject) {
        String word = subject.contains(" ") ? subject.substring(0, subject.indexOf(' ')) : subject;
        for (HostCommand command : values()) {
            if (command.word.equals(word)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }
}
