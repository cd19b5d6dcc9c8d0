package io.dbcpool.bridge.owner;

import io.dbcpool.bonding.wish.ControllerFiles;
import io.dbcpool.bonding.wish.ServerRoom;
import io.dbcpool.bonding.wish.Wish;
import io.dbcpool.bonding.wish.WishFile;
import io.dbcpool.bridge.owner.DeskException.Kind;
import io.dbcpool.chain.follow.ClientFeed;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.chain.state.MachineStateReader;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.MachineId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The file of wishes that {@code pool.bonding.wishes} names, read anew for each question: what the operator writes
 * counts from then on.
 */
public record WishBook(Optional<Path> file) {

    /** Whether there is any. */
    public boolean isOpen() {
        return file.isPresent();
    }

    /** @throws DeskException if none is named, or it cannot be used */
    public List<Wish> read() throws DeskException {
        Path named = file.orElseThrow(() -> new DeskException(
                Kind.OFF,
                "the bridge knows no controller: pool.yaml has no pool.bonding.wishes",
                "name the file of wishes there, and restart the bridge"));
        try {
            return WishFile.read(named);
        } catch (PoolFileException e) {
            throw OwnerDesk.unusable(e);
        }
    }

    /** Whose key signs for a machine; empty: for all machines of the only controller that the wishes name. */
    ControllerFiles controller(Optional<MachineId> machine) throws DeskException {
        List<ControllerFiles> all = read().stream()
                .filter(wish -> machine.isEmpty() || wish.machine().equals(machine.get()))
                .map(Wish::controller)
                .distinct()
                .toList();
        if (all.size() != 1) {
            throw new DeskException(
                    Kind.INVALID,
                    "wanted one controller%s in the wishes, found %d"
                            .formatted(machine.map(id -> " of machine " + id).orElse(""), all.size()),
                    "write a wish for the machine, or use ./pool chain with --keystore");
        }
        return all.get(0);
    }

    /** What the wish says of the machine's place, in the room that it stands in. */
    Optional<MachineSite> site(ChainClient client, MachineId machine) throws DeskException, RpcException {
        Optional<String> room = new MachineStateReader(new ClientFeed(client))
                .read(client.finalizedHead().ref(), List.of(MachineKey.of(machine))).stream()
                        .flatMap(state -> state.entry().stream())
                        .map(entry -> entry.machine().site().serverRoom())
                        .findFirst();
        return read().stream()
                .filter(wish -> wish.machine().equals(machine))
                .findFirst()
                .flatMap(wish -> room.map(wish::siteIn));
    }

    /** The rooms that the other wishes name. */
    static Set<String> taken(List<Wish> all, Wish but) {
        return all.stream()
                .filter(wish -> !wish.machine().equals(but.machine()))
                .flatMap(wish ->
                        wish.serverRoom() instanceof ServerRoom.Named named ? Stream.of(named.id()) : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
