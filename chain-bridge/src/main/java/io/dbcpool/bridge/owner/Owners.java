package io.dbcpool.bridge.owner;

import io.dbcpool.bonding.upkeep.Action;
import io.dbcpool.bridge.owner.DeskException.Kind;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.values.MachineId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an owner can ask of the bridge. Without a chain there is nothing to ask. */
public final class Owners implements AutoCloseable {

    private final PoolConfig config;
    private final Optional<OwnerDesk> desk;
    private final Optional<BondingLook> look;

    public Owners(PoolConfig config, Optional<OwnerDesk> desk, Optional<BondingLook> look) {
        this.config = config;
        this.desk = desk;
        this.look = look;
    }

    public OwnerDesk desk() throws DeskException {
        return desk.orElseThrow(Owners::noChain);
    }

    public BondingLook look() throws DeskException {
        return look.orElseThrow(Owners::noChain);
    }

    /**
     * An action as it was asked for.
     *
     * @param machine id or name; empty for none
     * @throws DeskException if there is no such verb or machine, or an argument too many or too few
     */
    public Action action(String verb, String machine, List<String> arguments) throws DeskException {
        Action.Verb known = Action.Verb.find(verb)
                .orElseThrow(() -> invalid("wanted one of %s as verb, found '%s'"
                        .formatted(
                                Arrays.stream(Action.Verb.values())
                                        .map(Action.Verb::word)
                                        .toList(),
                                shown(verb))));
        if (known.isAboutAMachine() == machine.isEmpty()) {
            throw invalid(
                    known.isAboutAMachine()
                            ? "%s wants a machine, found none".formatted(verb)
                            : "%s is about no single machine, found '%s'".formatted(verb, shown(machine)));
        }
        if (arguments.size() != known.arguments().size() || arguments.stream().anyMatch(Owners::isUnfit)) {
            throw invalid("%s wants the arguments %s, found %d".formatted(verb, known.arguments(), arguments.size()));
        }
        return new Action(known, machine.isEmpty() ? Optional.empty() : Optional.of(machine(machine)), arguments);
    }

    private MachineId machine(String idOrName) throws DeskException {
        return config.findMachine(idOrName)
                .map(PoolConfig.Machine::id)
                .orElseThrow(() -> new DeskException(
                        Kind.NOT_FOUND,
                        "the pool has no machine '%s'".formatted(shown(idOrName)),
                        "GET /machines has their names"));
    }

    /** Each is a number or a sentence for the chain. */
    private static boolean isUnfit(String argument) {
        return argument == null || argument.isBlank() || argument.length() > 500;
    }

    private static DeskException invalid(String message) {
        return new DeskException(Kind.INVALID, message, "look at /q/openapi, or ./pool chain plan --help");
    }

    private static DeskException noChain() {
        return new DeskException(
                Kind.OFF, "no chain is configured: pool.chain.endpoints is empty", "name chain nodes in pool.yaml");
    }

    private static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    @Override
    public void close() {
        desk.ifPresent(OwnerDesk::close);
    }
}
