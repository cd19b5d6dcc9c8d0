package io.dbcpool.bridge.owner;

import io.dbcpool.bonding.upkeep.Action;
import io.dbcpool.bridge.owner.DeskException.Kind;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.values.MachineId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
     * The price of what was asked for, and a plan if it can be done.
     *
     * @param verb {@code bond}, or one of {@link Action.Verb}
     * @param machine id or name; empty for none
     * @throws DeskException if there is no such verb or machine, or an argument too many or too few
     */
    public OwnerDesk.Offered plan(String verb, String machine, List<String> arguments) throws DeskException {
        if (verb.equals(BondingDesk.VERB)) {
            if (machine.isEmpty() || !arguments.isEmpty()) {
                throw invalid("%s wants a machine, found %s and %d arguments"
                        .formatted(verb, machine.isEmpty() ? "none" : "one", arguments.size()));
            }
            return desk().planBonding(machine(machine));
        }
        return desk().plan(action(verb, machine, arguments));
    }

    private Action action(String verb, String machine, List<String> arguments) throws DeskException {
        Action.Verb known = Action.Verb.find(verb)
                .orElseThrow(() -> invalid("wanted one of %s as verb, found '%s'".formatted(verbs(), shown(verb))));
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

    private static List<String> verbs() {
        return Stream.concat(Arrays.stream(Action.Verb.values()).map(Action.Verb::word), Stream.of(BondingDesk.VERB))
                .toList();
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

    /** Goes on with what was under way when the bridge before this one ended. */
    public void resume() {
        desk.ifPresent(OwnerDesk::resume);
    }

    @Override
    public void close() {
        desk.ifPresent(OwnerDesk::close);
    }
}
