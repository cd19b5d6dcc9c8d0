package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How systemd starts libvirtd here. The variable that the unit expands differs by release: {@code libvirtd_opts} in
 * 18.04 and 20.04, {@code LIBVIRTD_ARGS} since libvirt 7; the wiki's {@code LIBVIRT_ARGS} is in neither.
 *
 * @param text the packaged unit and its drop-ins
 */
public record LibvirtdUnit(String text) {

    public static final List<String> SOCKETS = List.of(
            "libvirtd.socket",
            "libvirtd-ro.socket",
            "libvirtd-admin.socket",
            "libvirtd-tls.socket",
            "libvirtd-tcp.socket");

    public static final String DEFAULTS = "/etc/default/libvirtd";

    private static final List<String> UNIT_FOLDERS =
            List.of("/etc/systemd/system", "/lib/systemd/system", "/usr/lib/systemd/system");

    private static final Pattern EXPANDED = Pattern.compile("(?m)^ExecStart=.*libvirtd.*\\$\\{?(\\w+)");
    private static final Pattern ALSO = Pattern.compile("(?m)^Also=(.*)$");
    private static final Pattern ENVIRONMENT_FILE = Pattern.compile("(?m)^EnvironmentFile=-?(\\S+)");

    public static Optional<LibvirtdUnit> find(Host host) {
        Optional<String> unit = UNIT_FOLDERS.stream()
                .map(folder -> folder + "/libvirtd.service")
                .flatMap(path -> host.findFile(path).stream())
                .findFirst();
        return unit.map(text -> new LibvirtdUnit(Stream.concat(
                        Stream.of(text),
                        host.filesIn("/etc/systemd/system/libvirtd.service.d", ".conf").values().stream())
                .reduce("", (one, other) -> one + "\n" + other)));
    }

    public static LibvirtdUnit get(Host host) {
        return find(host).orElseThrow(() -> new CannotTell("there is no libvirtd.service; see packages"));
    }

    /** The variable that holds libvirtd's options; empty where the unit expands none. */
    public Optional<String> variable() {
        return last(EXPANDED);
    }

    public String environmentFile() {
        return last(ENVIRONMENT_FILE).orElse(DEFAULTS);
    }

    /** What is enabled and disabled together with it. */
    public List<String> also() {
        return ALSO.matcher(text)
                .results()
                .flatMap(line -> Stream.of(line.group(1).strip().split("\\s+", -1)))
                .filter(unit -> !unit.isEmpty())
                .toList();
    }

    private Optional<String> last(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        Optional<String> found = Optional.empty();
        while (matcher.find()) {
            found = Optional.of(matcher.group(1));
        }
        return found;
    }

    /** Masked means that nobody can start it: a link to /dev/null, or an empty file. */
    public static boolean isMasked(Host host, String unit) {
        String path = "/etc/systemd/system/" + unit;
        var link = host.findText(Kind.LINK, path);
        return link.isPresent()
                && (link.get().endsWith("/dev/null")
                        || (link.get().isEmpty()
                                && host.findFile(path).filter(String::isBlank).isPresent()));
    }

    public static boolean exists(Host host, String unit) {
        return UNIT_FOLDERS.stream()
                .anyMatch(folder ->
                        host.findFields(Kind.LOOK, folder + "/" + unit).isPresent());
    }

    public static boolean isEnabled(Host host, String unit) {
        String target = unit.endsWith(".socket") ? "sockets" : "multi-user";
        return host.findText(Kind.LINK, "/etc/systemd/system/%s.target.wants/%s".formatted(target, unit))
                .isPresent();
    }
}
