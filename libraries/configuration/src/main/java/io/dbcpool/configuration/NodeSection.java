package io.dbcpool.configuration;

import io.dbcpool.configuration.PoolConfig.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code node:}, once for all machines, and key by key for one machine. */
final class NodeSection {

    /** Where DBC's install script puts it (DBC-Wiki, install-update-dbc-node). */
    static final Node DEFAULT = new Node(Path.of("/home/dbc/dbc_mining_node"), List.of());

    /** A look may take 20 s. */
    private static final Duration MIN_CHECK_EVERY = Duration.ofSeconds(30);

    private NodeSection() {}

    static Node read(Value section, Node otherwise) {
        var keys = section.section(Set.of("install-dir", "client-nodes", "check-every"));
        var clientNodes = PoolFile.get(keys, "client-nodes");
        return new Node(
                PoolFile.get(keys, "install-dir")
                        .read("an absolute path", Words::absolutePath)
                        .orElse(otherwise.installDir()),
                clientNodes.isAbsent()
                        ? otherwise.clientNodes()
                        : clientNodes.readEach(
                                "an http:// or https:// address",
                                text -> Words.uriWithHost(text, Set.of("http", "https"))),
                PoolFile.get(keys, "check-every")
                        .read(
                                "a time of 30s or more",
                                text -> Words.duration(text).filter(every -> every.compareTo(MIN_CHECK_EVERY) >= 0))
                        .orElse(otherwise.checkEvery()));
    }
}
