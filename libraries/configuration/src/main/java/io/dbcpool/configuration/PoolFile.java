package io.dbcpool.configuration;

import io.dbcpool.configuration.PoolConfig.Api;
import io.dbcpool.configuration.PoolConfig.Bonding;
import io.dbcpool.configuration.PoolConfig.Broadcast;
import io.dbcpool.configuration.PoolConfig.Chain;
import io.dbcpool.configuration.PoolConfig.Traces;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code pool.yaml}, and refuses it with every problem that it has: one line each, one message. */
public final class PoolFile {

    /** A machine takes 300 to 500 bytes, so this is a pool of 10,000. */
    static final int MAX_BYTES = 5 << 20;

    /** The rental-watcher and the listener relay to each other on the two ports above the broadcasts' own. */
    private static final int MAX_BROADCAST_PORT = 65_533;

    private static final String LIMITED_BROADCAST = "255.255.255.255";

    private static final InetSocketAddress ANY_ADDRESS = new InetSocketAddress("0.0.0.0", 55_555);

    private static final Set<String> POOL_KEYS = Set.of(
            "name",
            "state-dir",
            "kafka",
            "chain",
            "broadcast",
            "watcher",
            "node",
            "api",
            "bonding",
            "traces",
            "machines");

    private PoolFile() {}

    /** @throws PoolFileException if the file cannot be read, or cannot be used */
    public static PoolConfig read(Path file) throws PoolFileException {
        if (!Files.isRegularFile(file)) {
            throw new PoolFileException("%s: wanted a pool file, found %s"
                    .formatted(file, Files.exists(file) ? "no file" : "nothing there"));
        }
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new PoolFileException("%s: wanted a pool file, found nothing there".formatted(file));
        } catch (IOException e) {
            throw new PoolFileException("%s: cannot be read: %s".formatted(file, e));
        }
        if (bytes.length > MAX_BYTES) {
            throw new PoolFileException("%s: wanted at most %d bytes, found more".formatted(file, MAX_BYTES));
        }
        try {
            return parse(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    file);
        } catch (CharacterCodingException e) {
            throw new PoolFileException("%s: wanted UTF-8 text, found other bytes".formatted(file));
        }
    }

    /** @param file what messages call it, and what its relative paths are relative to; it is not read */
    public static PoolConfig parse(String yaml, Path file) throws PoolFileException {
        var problems = new Problems(file);
        var root = Value.of("", 1, YamlTree.read(yaml, file), problems);
        var pool = get(root.section(Set.of("pool")), "pool");
        if (pool.isAbsent()) {
            pool.refuse("wanted a section, found nothing");
            throw problems.toException();
        }
        var config = read(pool.section(POOL_KEYS), file.toAbsolutePath().normalize());
        if (!problems.isEmpty()) {
            throw problems.toException();
        }
        return config;
    }

    private static PoolConfig read(Map<String, Value> pool, Path file) {
        return new PoolConfig(
                get(pool, "name").require(MachineSection.NAME, Words::name).orElse("?"),
                file,
                file.resolveSibling(get(pool, "state-dir")
                                .read("a path", Words::path)
                                .orElse(Path.of("state")))
                        .normalize(),
                kafka(get(pool, "kafka")),
                chain(get(pool, "chain")),
                broadcast(get(pool, "broadcast")),
                WatcherSection.read(get(pool, "watcher")),
                api(get(pool, "api"), file),
                bonding(get(pool, "bonding"), file),
                traces(get(pool, "traces")),
                MachineSection.readAll(
                        get(pool, "machines"), NodeSection.read(get(pool, "node"), NodeSection.DEFAULT)));
    }

    private static Optional<String> kafka(Value section) {
        if (section.isAbsent()) {
            return Optional.empty();
        }
        return get(section.section(Set.of("bootstrap-servers")), "bootstrap-servers")
                .require("host:port, or several with commas between", Words::bootstrapServers);
    }

    private static Chain chain(Value section) {
        var keys = section.section(Set.of("endpoints", "pending-pool"));
        return new Chain(
                get(keys, "endpoints")
                        .readEach("a ws:// or wss:// address", text -> Words.uriWithHost(text, Set.of("ws", "wss"))),
                get(keys, "pending-pool").read("true or false", Words::yesOrNo).orElse(false));
    }

    private static Broadcast broadcast(Value section) {
        var keys = section.section(Set.of("bind", "allowed-sources", "canary"));
        return new Broadcast(
                get(keys, "bind")
                        .read(
                                "an address and a port from 1 to %d".formatted(MAX_BROADCAST_PORT),
                                text -> Words.addressAndPort(text, MAX_BROADCAST_PORT))
                        .orElse(ANY_ADDRESS),
                get(keys, "allowed-sources").readEach("an address or a CIDR block", AddressRange::find),
                canary(get(keys, "canary")));
    }

    private static Optional<InetAddress> canary(Value value) {
        if (value.isAbsent()) {
            return AddressRange.findAddress(LIMITED_BROADCAST);
        }
        return value.read("an IPv4 broadcast address, or off", PoolFile::canaryAddresses)
                .flatMap(addresses -> addresses.stream().findFirst());
    }

    /** None for {@code off}. */
    private static Optional<List<InetAddress>> canaryAddresses(String text) {
        return text.equals("off")
                ? Optional.of(List.of())
                : AddressRange.findAddress(text)
                        .filter(Inet4Address.class::isInstance)
                        .map(List::of);
    }

    private static Api api(Value section, Path file) {
        return new Api(get(section.section(Set.of("token-file")), "token-file")
                .read("a path", Words::path)
                .map(path -> file.resolveSibling(path).normalize()));
    }

    private static Bonding bonding(Value section, Path file) {
        var keys = section.section(Set.of("wishes", "operator-key"));
        return new Bonding(
                get(keys, "wishes")
                        .read("a path", Words::path)
                        .map(path -> file.resolveSibling(path).normalize()),
                get(keys, "operator-key").read("base64 of the 32 bytes of an Ed25519 public key", Words::ed25519Key));
    }

    private static Traces traces(Value section) {
        var endpoint = get(section.section(Set.of("endpoint")), "endpoint");
        var address = endpoint.read(
                "an http:// or https:// address", text -> Words.uriWithHost(text, Set.of("http", "https")));
        // The address goes into the log; and so would this refusal.
        if (address.filter(uri -> uri.getUserInfo() != null).isPresent()) {
            endpoint.refuse("wanted an address without a password, found one that has it");
        }
        return new Traces(address);
    }

    /** A section has a value for each key that it was asked for. */
    static Value get(Map<String, Value> section, String key) {
        var value = section.get(key);
        if (value == null) {
            throw new IllegalStateException("the section was not asked for " + key);
        }
        return value;
    }
}
