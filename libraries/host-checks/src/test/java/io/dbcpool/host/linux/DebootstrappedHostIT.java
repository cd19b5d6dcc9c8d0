package io.dbcpool.host.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbcpool.host.check.CheckList;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Scope;
import io.dbcpool.host.setup.SetupCommand;
import io.dbcpool.host.setup.SetupPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On the root of a real distribution: {@code debootstrap --variant=minbase bookworm DIR}, named by
 * {@code DBCPOOL_DEBOOTSTRAPPED}. Its files are changed and put back. Its programs are not run: it has no kernel of its
 * own, and most of what a plan wants is not installed in it.
 */
class DebootstrappedHostIT {

    @TempDir
    private Path folder;

    private final List<String> ran = new ArrayList<>();

    @Test
    void whatWasAppliedIsUndoneExactly() throws Exception {
        String named = System.getenv().getOrDefault("DBCPOOL_DEBOOTSTRAPPED", "");
        assumeTrue(
                Files.isDirectory(Path.of(named, "etc/apt")),
                "no debootstrapped root: DBCPOOL_DEBOOTSTRAPPED names none");
        Path root = Path.of(named);
        assumeTrue(Files.isWritable(root.resolve("etc")), "the root is not ours to write");
        var before = tree(root);

        var plan = plan(root);
        assertThat(plan.edits()).isNotEmpty();
        assertThat(editor(root).apply(plan)).isEmpty();
        assertThat(tree(root)).isNotEqualTo(before);
        assertThat(plan(root).edits()).isEmpty();

        assertThat(editor(root).undo("1")).isEmpty();
        assertThat(tree(root)).isEqualTo(before);
        assertThat(ran)
                .containsAll(plan.first().stream().map(SetupCommand::text).toList());
    }

    private HostEditor editor(Path root) {
        return new HostEditor(
                root,
                SetupJournal.in(folder),
                words -> ran.add(String.join(" ", words)) ? 0 : 1,
                line -> System.getLogger("setup").log(System.Logger.Level.INFO, line));
    }

    private static SetupPlan plan(Path root) {
        try (var linux = new LinuxHost(root);
                var probe = new TimedProbe(linux)) {
            var host = new Host(Scope.bare(Instant.now(), true).inContainer(), probe);
            return SetupPlan.of(
                    host, CheckList.all().stream().map(check -> check.of(host)).toList());
        }
    }

    private static Map<String, String> tree(Path root) throws IOException {
        try (var files = Files.walk(root.resolve("etc"))) {
            return files.collect(Collectors.toMap(
                    file -> root.relativize(file).toString(),
                    DebootstrappedHostIT::describe,
                    (one, other) -> one,
                    TreeMap::new));
        }
    }

    private static String describe(Path file) {
        try {
            if (Files.isSymbolicLink(file)) {
                return "link " + Files.readSymbolicLink(file);
            }
            var seen = new TreeMap<>(Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS));
            return Files.isDirectory(file)
                    ? seen.toString()
                    : "%s %s %d".formatted(seen, Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
