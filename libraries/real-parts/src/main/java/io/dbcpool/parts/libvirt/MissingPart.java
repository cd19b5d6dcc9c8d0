package io.dbcpool.parts.libvirt;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A program that libvirt on loopback needs and this machine lacks.
 *
 * @param debianPackage what to install for it on Debian and Ubuntu
 */
public record MissingPart(String program, String debianPackage) {

    /** The one part that is needed only for domains that are more than a state. */
    public static final String QEMU = "qemu-system-x86_64";

    private static final Map<String, String> PACKAGES = new TreeMap<>(Map.of(
            "libvirtd",
            "libvirt-daemon-system",
            "virsh",
            "libvirt-clients",
            QEMU,
            "qemu-system-x86",
            "tini",
            "tini",
            "unshare",
            "util-linux"));

    /** Where daemons are, which an ordinary user's PATH may lack. */
    private static final List<String> SYSTEM_FOLDERS = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");

    static List<MissingPart> list() {
        return PACKAGES.entrySet().stream()
                .filter(part -> find(part.getKey()).isEmpty())
                .map(part -> new MissingPart(part.getKey(), part.getValue()))
                .toList();
    }

    static void requireNone(List<MissingPart> missing) {
        if (!missing.isEmpty()) {
            throw new PartsException("not installed: "
                    + String.join(
                            ", ", missing.stream().map(MissingPart::program).toList())
                    + "; on Debian or Ubuntu: apt-get install --no-install-recommends "
                    + String.join(
                            " ",
                            missing.stream()
                                    .map(MissingPart::debianPackage)
                                    .distinct()
                                    .toList()));
        }
    }

    static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), SYSTEM_FOLDERS.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
