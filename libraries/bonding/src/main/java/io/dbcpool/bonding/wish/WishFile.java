package io.dbcpool.bonding.wish;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.machine.Place;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.configuration.Problems;
import io.dbcpool.configuration.Value;
import io.dbcpool.configuration.YamlTree;
import io.dbcpool.configuration.secrets.PrivateFiles;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.address.InvalidAddressException;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads a wish file ({@code bonding:}), and refuses it with every problem that it has. */
public final class WishFile {

    /** No line is faster; a number with a unit forgotten is more often what such a number is. */
    private static final long MAX_MBPS = 1_000_000;

    /** The chain stores what it is told; a name that is longer is a mistake. */
    private static final int MAX_OPERATOR_CHARS = 64;

    private static final Set<String> KEYS = Set.of(
            "machine",
            "stash",
            "controller",
            "server-room",
            "upload-mbps",
            "download-mbps",
            "place",
            "operators",
            "bare-metal");

    private final Path file;
    private final Map<MachineId, Integer> lines = new HashMap<>();

    private WishFile(Path file) {
        this.file = file;
    }

    /** @throws PoolFileException if it cannot be read or used; a line for each problem */
    public static List<Wish> read(Path file) throws PoolFileException {
        try {
            return parse(Files.readString(file), file);
        } catch (IOException e) {
            throw new PoolFileException("%s: wanted a file of wishes, cannot read it: %s".formatted(file, e));
        }
    }

    /** @param file what its relative paths are relative to */
    public static List<Wish> parse(String yaml, Path file) throws PoolFileException {
        var problems = new Problems(file);
        var root = Value.of("", 1, YamlTree.read(yaml, file), problems);
        var list = get(root.section(Set.of("bonding")), "bonding");
        var items = list.list();
        if (items.isEmpty() && (list.isAbsent() || list.isList())) {
            list.refuse("wanted a list of at least one machine, found none");
        }
        var reader = new WishFile(file);
        List<Wish> wishes =
                items.stream().flatMap(item -> reader.read(item).stream()).toList();
        if (!problems.isEmpty()) {
            throw problems.toException();
        }
        return wishes;
    }

    private Optional<Wish> read(Value item) {
        var keys = item.section(KEYS);
        var machine = get(keys, "machine").require("64 hex digits", MachineId::find);
        machine.ifPresent(id -> takeOnce(get(keys, "machine"), id));
        var stash = account(get(keys, "stash"), true);
        var controller = controller(get(keys, "controller"));
        var room = get(keys, "server-room")
                .require("reuse, new (costs the fixed fee), or a room's id of 0x and 64 hex digits", ServerRoom::find);
        var upload = mbps(get(keys, "upload-mbps"));
        var download = mbps(get(keys, "download-mbps"));
        var place = place(get(keys, "place"));
        var operators = operators(get(keys, "operators"));
        var bareMetal =
                get(keys, "bare-metal").read("true or false", WishFile::yesOrNo).orElse(false);
        if (machine.isEmpty()
                || stash.isEmpty()
                || controller.isEmpty()
                || room.isEmpty()
                || upload.isEmpty()
                || download.isEmpty()
                || place.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Wish(
                machine.get(),
                stash.get(),
                controller.get(),
                room.get(),
                upload.get(),
                download.get(),
                place.get(),
                operators,
                bareMetal));
    }

    private void takeOnce(Value value, MachineId machine) {
        Integer before = lines.putIfAbsent(machine, value.line());
        if (before != null) {
            value.refuse("wanted each machine once, found it before on line %d".formatted(before));
        }
    }

    private static Optional<AccountId> account(Value value, boolean required) {
        if (value.isAbsent() && !required) {
            return Optional.empty();
        }
        return value.require("an account's address", Optional::of).flatMap(text -> {
            try {
                return Optional.of(Ss58Address.parse(text, DbcRuntime.SS58_PREFIX));
            } catch (InvalidAddressException e) {
                value.refuse("%s; next: copy it from the wallet, in the format of DBC (SS58, prefix %d)"
                        .formatted(e.getMessage(), DbcRuntime.SS58_PREFIX));
                return Optional.empty();
            }
        });
    }

    private Optional<ControllerFiles> controller(Value section) {
        if (section.isAbsent()) {
            section.refuse("wanted a section with the keys keystore and password-file, found nothing");
            return Optional.empty();
        }
        var keys = section.section(Set.of("keystore", "password-file", "account"));
        var keystore = privateFile(get(keys, "keystore"));
        var password = privateFile(get(keys, "password-file"));
        var account = account(get(keys, "account"), false);
        return keystore.flatMap(store -> password.map(opens -> new ControllerFiles(store, opens, account)));
    }

    private Optional<Path> privateFile(Value value) {
        return value.require("a path", WishFile::path).map(file::resolveSibling).map(path -> {
            PrivateFiles.findFault(path).ifPresent(value::refuse);
            return path;
        });
    }

    private static Optional<Long> mbps(Value value) {
        return value.require(
                "whole Mbit/s, 1 to %d".formatted(MAX_MBPS),
                text -> text.matches("[0-9]{1,7}")
                        ? Optional.of(Long.valueOf(text)).filter(mbps -> mbps >= 1 && mbps <= MAX_MBPS)
                        : Optional.empty());
    }

    private static Optional<Place> place(Value section) {
        if (section.isAbsent()) {
            section.refuse("wanted a section with the keys latitude and longitude, found nothing");
            return Optional.empty();
        }
        var keys = section.section(Set.of("latitude", "longitude"));
        var latitude = get(keys, "latitude").require("degrees, north positive, such as 37.5665", WishFile::degrees);
        var longitude = get(keys, "longitude").require("degrees, east positive, such as 126.978", WishFile::degrees);
        if (latitude.isEmpty() || longitude.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Place.ofDegrees(longitude.get(), latitude.get()));
        } catch (IllegalArgumentException e) {
            section.refuse(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static List<String> operators(Value value) {
        if (value.isAbsent() || (value.isList() && value.list().isEmpty())) {
            value.refuse("wanted at least one network operator, found none; the chain refuses a machine without one");
            return List.of();
        }
        return value.readEach(
                "an operator's name of up to %d characters".formatted(MAX_OPERATOR_CHARS),
                name -> Optional.of(name.strip())
                        .filter(text -> !text.isEmpty() && text.length() <= MAX_OPERATOR_CHARS));
    }

    private static Optional<BigDecimal> degrees(String text) {
        return text.matches("-?[0-9]{1,3}(\\.[0-9]{1,12})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static Optional<Boolean> yesOrNo(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Value get(Map<String, Value> section, String key) {
        return Objects.requireNonNull(section.get(key), key);
    }
}
