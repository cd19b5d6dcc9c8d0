package io.dbcpool.cli.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.bonding.intent.AccountLock;
import io.dbcpool.bonding.intent.AccountWriter;
import io.dbcpool.bonding.intent.BusyException;
import io.dbcpool.bonding.intent.Outcome;
import io.dbcpool.bonding.intent.Patience;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.key.SigningKey;
import io.dbcpool.bonding.text.OfferText;
import io.dbcpool.bonding.upkeep.Action;
import io.dbcpool.bonding.upkeep.Plan;
import io.dbcpool.bonding.upkeep.Upkeep;
import io.dbcpool.bonding.wish.ControllerFiles;
import io.dbcpool.chain.follow.ClientFeed;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.chain.shape.RuntimeShapeException;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.chain.state.MachineStateReader;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.watcher.MachineNames;
import io.dbcpool.cli.watcher.Question;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What the chain says, and what an owner does there. */
@Command(
        name = "chain",
        description = "What the chain says of the pool's machines; and what an owner does there, its price first.",
        footer = {
            "",
            "Examples:",
            "  ./pool chain status",
            "  ./pool chain machines --json | jq .",
            "  ./pool chain plan online gpu-01",
            "  ./pool chain claim"
        })
public final class ChainCommand {

    @Option(
            names = {"-c", "--config"},
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The pool's file (default: pool.yaml).")
    private Path config = Path.of("pool.yaml");

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "The answer as one line of JSON.")
    private boolean json;

    @Option(names = "--yes", scope = ScopeType.INHERIT, description = "Do not ask.")
    private boolean yes;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SignerOptions signer = new SignerOptions();

    @Command(name = "status", description = "Which chain nodes are used, and where the chain is.")
    int status() throws PoolFileException, CannotReachException {
        try (ChainAccess chain = ChainAccess.open(pool())) {
            ObjectNode answer = ChainText.status(chain.client());
            System.out.print(json ? answer + "\n" : ChainText.statusInWords(answer));
            return ExitCode.GOOD;
        } catch (RpcException e) {
            throw unreachable(e);
        }
    }

    @Command(name = "machines", description = "What the chain says of each machine: status, stake, slashes, reward.")
    int machines() throws PoolFileException, CannotReachException {
        return show(ChainText::machine, ChainText::machineInWords);
    }

    @Command(name = "rentals", description = "The rent orders on each machine.")
    int rentals() throws PoolFileException, CannotReachException {
        return show(ChainText::rentals, ChainText::rentalsInWords);
    }

    @Command(name = "plan", description = "The price of something, and an id to have it done by: chain apply ID.")
    int plan(
            @Parameters(
                            paramLabel = "VERB",
                            description = "${COMPLETION-CANDIDATES}",
                            completionCandidates = Verbs.class)
                    String verb,
            @Parameters(arity = "0..*", paramLabel = "MACHINE ARGUMENT") List<String> words)
            throws PoolFileException, CannotReachException, KeyException, StoreException {
        Optional<Action> action = action(verb, words == null ? List.of() : words);
        if (action.isEmpty()) {
            return ExitCode.WRONG_USAGE;
        }
        try (ChainAccess chain = ChainAccess.open(pool())) {
            return offer(chain, action.get()).plan().isPresent() ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
        } catch (RpcException e) {
            throw unreachable(e);
        }
    }

    @Command(name = "apply", description = "Do what a plan said, just so; or refuse because the chain has moved on.")
    int apply(@Parameters(paramLabel = "ID") String id)
            throws PoolFileException, CannotReachException, KeyException, StoreException {
        try (ChainAccess chain = ChainAccess.open(pool())) {
            Optional<Plan> plan = chain.plans().find(id);
            if (plan.isEmpty()) {
                System.err.printf("pool: there is no plan '%s'; make one: ./pool chain plan VERB MACHINE%n", id);
                return ExitCode.WRONG_USAGE;
            }
            return apply(chain, plan.get());
        } catch (RpcException e) {
            throw unreachable(e);
        }
    }

    @Command(
            name = "request",
            description =
                    "Sign what is to be done, and ask the chain-bridge over Kafka; its price is seen by: chain plan.")
    int request(
            @Parameters(
                            paramLabel = "VERB",
                            completionCandidates = Verbs.class,
                            description = "${COMPLETION-CANDIDATES}")
                    String verb,
            @Parameters(arity = "0..*", paramLabel = "MACHINE ARGUMENT") List<String> words,
            @Mixin RequestOptions request)
            throws PoolFileException, CannotReachException, KeyException, IOException, InterruptedException {
        Optional<Action> action = action(verb, words == null ? List.of() : words);
        if (action.isEmpty()) {
            return ExitCode.WRONG_USAGE;
        }
        request.publish(
                pool(),
                action.get().verb().word(),
                action.get().machine(),
                action.get().arguments(),
                json);
        return ExitCode.GOOD;
    }

    @Command(name = "claim", description = "Claim the rewards of the controller's stash.")
    int claim() throws PoolFileException, CannotReachException, KeyException, StoreException, IOException {
        return planAndApply("claim", List.of());
    }

    @Command(name = "offline", description = "Report a machine offline; the time until it is back is slashed.")
    int offline(@Parameters(paramLabel = "MACHINE") String machine)
            throws PoolFileException, CannotReachException, KeyException, StoreException, IOException {
        return planAndApply("offline", List.of(machine));
    }

    @Command(name = "online", description = "Report a machine online again; holds the slash for the time away.")
    int online(@Parameters(paramLabel = "MACHINE") String machine)
            throws PoolFileException, CannotReachException, KeyException, StoreException, IOException {
        return planAndApply("online", List.of(machine));
    }

    @Command(name = "appeal", description = "Apply for the review of a slash, before it is taken.")
    int appeal(
            @Parameters(paramLabel = "MACHINE") String machine,
            @Parameters(paramLabel = "SLASH_ID") String slash,
            @Option(
                            names = "--reason",
                            required = true,
                            paramLabel = "TEXT",
                            description = "Why; with the hash of the exported receipt (receipt export).")
                    String reason)
            throws PoolFileException, CannotReachException, KeyException, StoreException, IOException {
        return planAndApply("appeal", List.of(machine, slash, reason));
    }

    @Command(name = "decode", description = "What a call or an extrinsic says: HEX as a wallet shows it.")
    int decode(@Parameters(paramLabel = "HEX") String hex) throws PoolFileException, CannotReachException {
        try (ChainAccess chain = ChainAccess.open(pool())) {
            var decoded = Decoding.of(chain.client().finalized().metadata(), hex);
            if (decoded.isEmpty()) {
                System.err.println("pool: this is neither a call nor an extrinsic of this chain's runtime");
                return ExitCode.SOMETHING_IS_WRONG;
            }
            System.out.println(json ? decoded.get() : decoded.get().toPrettyString());
            return ExitCode.GOOD;
        } catch (RpcException e) {
            throw unreachable(e);
        }
    }

    /** The words that {@code plan} takes. */
    static final class Verbs extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Verbs() {
            super(Arrays.stream(Action.Verb.values()).map(Action.Verb::word).toList());
        }
    }

    private int planAndApply(String verb, List<String> words)
            throws PoolFileException, CannotReachException, KeyException, StoreException, IOException {
        Optional<Action> action = action(verb, words);
        if (action.isEmpty()) {
            return ExitCode.WRONG_USAGE;
        }
        try (ChainAccess chain = ChainAccess.open(pool())) {
            Upkeep.Offer offer = offer(chain, action.get());
            if (offer.plan().isEmpty()) {
                return ExitCode.SOMETHING_IS_WRONG;
            }
            if (!yes && !Question.isAnsweredYes("Do it?")) {
                System.err.println("pool: nothing was done");
                return ExitCode.SOMETHING_IS_WRONG;
            }
            return apply(chain, offer.plan().get());
        } catch (RpcException e) {
            throw unreachable(e);
        }
    }

    private Upkeep.Offer offer(ChainAccess chain, Action action)
            throws PoolFileException, RpcException, KeyException, StoreException {
        ControllerFiles files = signer.files(action.machine());
        AccountId controller = SignerOptions.controller(files);
        AccountId signing =
                SigningKey.accountOf(new ControllerFiles(files.keystore(), files.passwordFile(), Optional.empty()));
        Upkeep.Offer offer;
        try {
            offer = upkeep(chain).plan(action, controller, signing, site(chain, action));
        } catch (IllegalArgumentException | RuntimeShapeException e) {
            throw new ParameterException(spec.commandLine(), "pool: " + e.getMessage(), e);
        }
        ObjectNode answer = OfferText.of(action, signing, offer);
        System.out.print(json ? answer + "\n" : OfferText.inWords(answer));
        return offer;
    }

    private int apply(ChainAccess chain, Plan plan)
            throws PoolFileException, CannotReachException, RpcException, KeyException, StoreException {
        try (SigningKey key = SigningKey.ofController(signer.files(plan.action().machine()));
                AccountLock lock = lock(chain, key)) {
            var writer = new AccountWriter(
                    chain.client(),
                    key,
                    lock,
                    chain.intents(),
                    new Progress(chain.journal(), json ? System.err : System.out),
                    ChainAccess.actor(),
                    Patience.USUAL);
            Upkeep.Applied applied = upkeep(chain).apply(plan, writer, key, site(chain, plan.action()));
            if (applied instanceof Upkeep.Applied.Lapsed refused) {
                System.err.printf(
                        "pool: plan %s is void, and nothing was sent: %s; next: plan it again%n",
                        plan.id(), refused.why());
                return ExitCode.SOMETHING_IS_WRONG;
            }
            Outcome outcome =
                    ((Upkeep.Applied.Ended) applied).intent().outcome().orElseThrow();
            System.out.println(json ? OfferText.outcome(plan, outcome) : OfferText.outcomeInWords(plan, outcome));
            return outcome instanceof Outcome.Done ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
        } catch (BusyException e) {
            System.err.println("pool: " + e.getMessage());
            return ExitCode.SOMETHING_IS_WRONG;
        }
    }

    /** @throws CannotReachException if another process of this host signs for the account */
    public static AccountLock lock(ChainAccess chain, SigningKey key) throws StoreException, CannotReachException {
        return AccountLock.take(chain.locks(), key.signer())
                .orElseThrow(() -> new CannotReachException(
                        "another process of this host signs for %s; wait for it".formatted(key.account())));
    }

    private static Upkeep upkeep(ChainAccess chain) {
        return new Upkeep(chain.client(), chain.plans(), chain.intents());
    }

    private Optional<MachineSite> site(ChainAccess chain, Action action) throws PoolFileException, RpcException {
        if (action.verb() != Action.Verb.UPDATE_INFO || action.machine().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> room = read(chain, List.of(action.machine().get())).stream()
                .flatMap(state -> state.entry().stream())
                .map(entry -> entry.machine().site().serverRoom())
                .findFirst();
        return room.isPresent() ? signer.site(action.machine(), room.get()) : Optional.empty();
    }

    private Optional<Action> action(String word, List<String> words) throws PoolFileException {
        Optional<Action.Verb> verb = Action.Verb.find(word);
        if (verb.isEmpty()) {
            System.err.printf("pool: wanted one of %s, found '%s'%n", new Verbs(), word);
            return Optional.empty();
        }
        int machines = verb.get().isAboutAMachine() ? 1 : 0;
        if (words.size() != machines + verb.get().arguments().size()) {
            System.err.printf(
                    "pool: %s wants %s%s%n",
                    word,
                    machines == 1 ? "MACHINE " : "nothing",
                    String.join(" ", verb.get().arguments()));
            return Optional.empty();
        }
        Optional<MachineId> machine = Optional.empty();
        if (machines == 1) {
            machine = MachineId.find(words.get(0));
            if (machine.isEmpty()) {
                machine = MachineNames.find(pool(), words.get(0)).map(Machine::id);
            }
            if (machine.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(new Action(verb.get(), machine, words.subList(machines, words.size())));
    }

    private int show(Shown shown, InWords inWords) throws PoolFileException, CannotReachException {
        PoolConfig pool = pool();
        try (ChainAccess chain = ChainAccess.open(pool)) {
            var all = ChainText.array();
            for (MachineState state :
                    read(chain, pool.machines().stream().map(Machine::id).toList())) {
                String name =
                        pool.findMachine(state.machine()).map(Machine::name).orElse("?");
                all.add(shown.of(name, state));
            }
            if (json) {
                System.out.println(all);
            } else {
                all.forEach(one -> System.out.print(inWords.of(one)));
            }
            return ExitCode.GOOD;
        } catch (RpcException e) {
            throw unreachable(e);
        }
    }

    private static List<MachineState> read(ChainAccess chain, List<MachineId> machines) throws RpcException {
        return new MachineStateReader(new ClientFeed(chain.client()))
                .read(
                        chain.client().finalizedHead().ref(),
                        machines.stream().map(MachineKey::of).toList());
    }

    private PoolConfig pool() throws PoolFileException {
        return PoolFile.read(config);
    }

    private static CannotReachException unreachable(RpcException e) {
        return new CannotReachException("the chain does not answer: " + e.getMessage(), e);
    }

    private interface Shown {
        ObjectNode of(String name, MachineState state);
    }

    private interface InWords {
        String of(JsonNode shown);
    }
}
