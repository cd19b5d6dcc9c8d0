package io.dbcpool.cli.bond;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.bonding.intent.AccountLock;
import io.dbcpool.bonding.intent.AccountWriter;
import io.dbcpool.bonding.intent.BusyException;
import io.dbcpool.bonding.intent.Patience;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.key.SigningKey;
import io.dbcpool.bonding.saga.BondingSaga;
import io.dbcpool.bonding.saga.Ending;
import io.dbcpool.bonding.state.BondingState;
import io.dbcpool.bonding.state.BondingStateReader;
import io.dbcpool.bonding.step.NextStep;
import io.dbcpool.bonding.step.Step;
import io.dbcpool.bonding.text.BondText;
import io.dbcpool.bonding.wish.ServerRoom;
import io.dbcpool.bonding.wish.Wish;
import io.dbcpool.bonding.wish.WishFile;
import io.dbcpool.chain.follow.ClientFeed;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.chain.ChainAccess;
import io.dbcpool.cli.chain.ChainCommand;
import io.dbcpool.cli.chain.Progress;
import io.dbcpool.cli.chain.RequestOptions;
import io.dbcpool.cli.watcher.MachineNames;
import io.dbcpool.cli.watcher.Question;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.configuration.secrets.PrivateFiles;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Carries machines onto the chain, as a file of wishes says. */
@Command(
        name = "bond",
        description = "Carry machines onto the chain as a file of wishes says, the price first.",
        footer = {"", "Examples:", "  ./pool bond plan", "  ./pool bond apply", "  ./pool bond status --json | jq ."})
public final class BondCommand {

    @Option(
            names = {"-c", "--config"},
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The pool's file (default: pool.yaml).")
    private Path config = Path.of("pool.yaml");

    @Option(
            names = {"-f", "--wishes"},
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The wishes (default: wish.yaml).")
    private Path wishes = Path.of("wish.yaml");

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "The answer as one line of JSON.")
    private boolean json;

    /** What `apply` alone takes. */
    static final class ApplyOptions {

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Option(names = "--no-wait", description = "Do not wait for the stash's own signature.")
        private boolean noWait;

        @Option(
                names = "--node-dat",
                paramLabel = "FILE",
                description =
                        "The machines' keys (default: dat/node.dat where pool.yaml says the DBC node is; where it is not, "
                                + "the agent of the machine's host is asked over Kafka).")
        private List<Path> nodeDat = List.of();

        @Option(names = "--test-network", description = "This chain's DBC is worth nothing: take the stash's keystore.")
        private boolean testNetwork;

        @Option(names = "--stash-keystore", paramLabel = "FILE", description = "Only with --test-network.")
        private @Nullable Path stashKeystore;

        @Option(names = "--stash-password-file", paramLabel = "FILE", description = "Only with --test-network.")
        private @Nullable Path stashPasswordFile;
    }

    @Command(name = "plan", description = "What would be done, and its price. Nothing is opened, signed or sent.")
    int plan() throws PoolFileException, CannotReachException, KeyException {
        List<Wish> all = WishFile.read(wishes);
        try (ChainAccess chain = ChainAccess.open(pool())) {
            return show(chain, all) ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
        } catch (RpcException e) {
            throw unreachable(e);
        }
    }

    @Command(name = "status", description = "How far each wish is.")
    int status() throws PoolFileException, CannotReachException, KeyException, StoreException {
        List<Wish> all = WishFile.read(wishes);
        try (ChainAccess chain = ChainAccess.open(pool())) {
            ArrayNode answer = BondText.array();
            boolean good = true;
            for (Wish wish : all) {
                Step step = NextStep.of(read(chain, wish), wish, taken(all, wish));
                good &= step instanceof Step.Done || step instanceof Step.Wait;
                answer.add(BondText.status(wish, step, chain.intents().listAll()));
            }
            System.out.print(json ? answer + "\n" : BondText.statusInWords(answer));
            return good ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
        } catch (RpcException e) {
            throw unreachable(e);
        }
    }

    @Command(
            name = "apply",
            description = "Do it: each step once, however often it is begun again. Goes on where it was interrupted.")
    int apply(@Mixin ApplyOptions options)
            throws PoolFileException, CannotReachException, KeyException, StoreException, IOException,
                    InterruptedException {
        List<Wish> all = WishFile.read(wishes);
        PoolConfig pool = pool();
        requireTestNetwork(options);
        try (ChainAccess chain = ChainAccess.open(pool)) {
            show(chain, all);
            if (!options.yes && !Question.isAnsweredYes("Do it?")) {
                System.err.println("pool: nothing was done");
                return ExitCode.SOMETHING_IS_WRONG;
            }
            boolean good = true;
            ArrayNode endings = BondText.array();
            for (Wish wish : all) {
                Ending ending = carryOut(chain, pool, all, wish, options);
                ObjectNode told = BondText.ending(wish, ending);
                endings.add(told);
                good &= told.path("good").asBoolean();
                if (!json) {
                    System.out.print(BondText.endingInWords(told));
                }
            }
            if (json) {
                System.out.println(endings);
            }
            return good ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
        } catch (RpcException e) {
            throw unreachable(e);
        } catch (BusyException e) {
            System.err.println("pool: " + e.getMessage());
            return ExitCode.SOMETHING_IS_WRONG;
        }
    }

    @Command(
            name = "request",
            description =
                    "Sign that a machine's wish, in the chain-bridge's file, is to be carried out, and ask the bridge"
                            + " over Kafka; its price is seen by: bond plan.")
    int request(
            @Parameters(paramLabel = "MACHINE", description = "Its id or name.") String machine,
            @Mixin RequestOptions request)
            throws PoolFileException, CannotReachException, KeyException, IOException, InterruptedException {
        PoolConfig pool = pool();
        Optional<MachineId> id = MachineNames.find(pool, machine).map(PoolConfig.Machine::id);
        if (id.isEmpty()) {
            return ExitCode.WRONG_USAGE;
        }
        request.publish(pool, "bond", id, List.of(), json);
        return ExitCode.GOOD;
    }

    private Ending carryOut(ChainAccess chain, PoolConfig pool, List<Wish> all, Wish wish, ApplyOptions options)
            throws CannotReachException, RpcException, KeyException, StoreException, BusyException,
                    InterruptedException {
        var out = json ? System.err : System.out;
        out.printf("%s%n", wish.machine());
        try (SigningKey controller = SigningKey.ofController(wish.controller());
                AccountLock lock = ChainCommand.lock(chain, controller);
                StashKey stash =
                        StashKey.open(chain, options.testNetwork, options.stashKeystore, options.stashPasswordFile)) {
            var journal = new Progress(chain.journal(), out);
            var writer = writer(chain, controller, lock, journal);
            Optional<AccountWriter> stashWriter = Optional.empty();
            if (stash.find().isPresent()) {
                AccountLock ofStash = stash.lock().orElseThrow();
                stashWriter = Optional.of(writer(chain, stash.find().get(), ofStash, journal));
            }
            var asking = new AskingStash(out, journal, wish);
            var saga = new BondingSaga(
                    chain.client(),
                    chain.intents(),
                    MachineKeys.of(pool, wish.machine(), options.nodeDat, out),
                    asking);
            while (true) {
                Ending ending = saga.run(wish, writer, controller, stashWriter, taken(all, wish));
                boolean awaitsStash =
                        ending instanceof Ending.Reached reached && reached.step() instanceof Step.SetController;
                if (!awaitsStash || options.noWait) {
                    return ending;
                }
                asking.awaitStash(chain.client());
            }
        }
    }

    private static AccountWriter writer(ChainAccess chain, SigningKey key, AccountLock lock, Progress journal) {
        return new AccountWriter(
                chain.client(), key, lock, chain.intents(), journal, ChainAccess.actor(), Patience.USUAL);
    }

    /** Whether each of them can go on. */
    private boolean show(ChainAccess chain, List<Wish> all) throws RpcException, KeyException {
        ArrayNode answer = BondText.array();
        boolean good = true;
        for (Wish wish : all) {
            BondingState state = read(chain, wish);
            List<Step> steps = NextStep.foreseen(state, wish, taken(all, wish));
            good &= steps.stream().noneMatch(step -> step instanceof Step.Stuck || step instanceof Step.Lacking);
            answer.add(BondText.plan(wish, state, steps));
        }
        (json ? System.err : System.out).print(json ? answer + "\n" : BondText.planInWords(answer));
        return good;
    }

    private static BondingState read(ChainAccess chain, Wish wish) throws RpcException, KeyException {
        return new BondingStateReader(new ClientFeed(chain.client()))
                .read(
                        chain.client().finalizedHead().ref(),
                        wish.machine(),
                        wish.stash(),
                        SigningKey.accountOf(wish.controller()));
    }

    /** The rooms that the other wishes name. */
    private static Set<String> taken(List<Wish> all, Wish but) {
        return all.stream()
                .filter(wish -> !wish.machine().equals(but.machine()))
                .flatMap(wish ->
                        wish.serverRoom() instanceof ServerRoom.Named named ? Stream.of(named.id()) : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void requireTestNetwork(ApplyOptions options) throws PoolFileException {
        if (options.stashKeystore == null && options.stashPasswordFile == null) {
            return;
        }
        if (!options.testNetwork || options.stashKeystore == null || options.stashPasswordFile == null) {
            throw new PoolFileException("a stash's keystore is taken with --test-network, --stash-keystore and "
                    + "--stash-password-file together only; on a real network its owner signs in a wallet");
        }
        Optional<String> fault = PrivateFiles.findFault(options.stashKeystore);
        if (fault.isPresent()) {
            throw new PoolFileException("--stash-keystore: " + fault.get());
        }
        System.err.println(
                "pool: WARNING: the stash's key is on this host. Whoever gets it gets all that is staked. Test networks only.");
    }

    private PoolConfig pool() throws PoolFileException {
        return PoolFile.read(config);
    }

    private static CannotReachException unreachable(RpcException e) {
        return new CannotReachException("the chain does not answer: " + e.getMessage(), e);
    }
}
