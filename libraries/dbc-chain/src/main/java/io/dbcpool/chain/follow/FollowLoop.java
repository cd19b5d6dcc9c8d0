package io.dbcpool.chain.follow;

import io.dbcpool.chain.feed.BlockObservation;
import io.dbcpool.chain.feed.MachineView;
import io.dbcpool.chain.feed.RentalFeed;
import io.dbcpool.chain.feed.Tenancy;
import io.dbcpool.chain.follow.FollowerStatus.BlockAt;
import io.dbcpool.chain.follow.Work.Add;
import io.dbcpool.chain.follow.Work.Drop;
import io.dbcpool.chain.follow.Work.Settle;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.shape.RuntimeShapeException;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.heads.ChainPosition;
import io.dbcpool.substrate.heads.HeadChange;
import io.dbcpool.substrate.heads.HeadStream;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.MachineId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a follower does, turn by turn. For one thread; only the status may be asked by others. */
final class FollowLoop {

    private static final Logger LOG = LoggerFactory.getLogger(FollowLoop.class);

    /** A machine that the chain does not know is looked for under other spellings every ten minutes. */
    private static final long SPELLINGS_EVERY_BLOCKS = 100;

    private static final Duration AFTER_FAILURE = Duration.ofMillis(250);

    private final ChainFeed chain;
    private final ObservationReader reader;
    private final Spellings spellings;
    private final FollowerOptions options;
    private final RentalListener listener;
    private final Clock clock;
    private @Nullable HeadStream stream;
    private @Nullable RentalFeed feed;
    private Deque<Work> todo = new ArrayDeque<>();
    private Optional<Instant> failingSince = Optional.empty();
    private long spellingsAt;
    private volatile FollowerStatus status = FollowerStatus.NOTHING_HEARD;

    FollowLoop(
            ChainFeed chain,
            Collection<MachineId> machines,
            FollowerOptions options,
            RentalListener listener,
            Clock clock) {
        this.chain = chain;
        this.spellings = new Spellings(machines);
        this.reader = new ObservationReader(chain, spellings);
        this.options = options;
        this.listener = listener;
        this.clock = clock;
    }

    FollowerStatus status() {
        return status;
    }

    Map<MachineId, MachineKey> keys() {
        return spellings.list();
    }

    /**
     * Does the next thing, or waits for one.
     *
     * @return how long to leave the chain alone; nothing unless something went wrong
     */
    Duration turn(Duration timeout) {
        try {
            RentalFeed known = feed;
            HeadStream changes = stream;
            if (known == null || changes == null) {
                begin();
            } else if (todo.isEmpty()) {
                changes.next(timeout).ifPresent(this::hear);
                noted("");
            } else {
                work(known, todo.getFirst());
            }
            return Duration.ZERO;
        } catch (RpcException | RuntimeShapeException e) {
            return failed(e);
        }
    }

    private void begin() throws RpcException {
        Header head = chain.finalizedHead();
        reader.learnSpellings(head);
        spellingsAt = head.number();
        if (options.resume().isPresent()) {
            RentalFeed resumed = options.resume().get();
            feed = resumed;
            stream = chain.follow(new ChainPosition(
                    resumed.finalized().block(),
                    resumed.best().stream().map(RentalFeed.Told::block).toList()));
            LOG.info(
                    "following the chain from where it was left block={}",
                    resumed.last().block());
            return;
        }
        tell(RentalFeed.startAt(reader.read(head, Map.of())), clock.instant());
        stream = chain.follow(ChainPosition.at(head.ref()));
        LOG.info("following the chain block={}", head.ref());
    }

    private void hear(HeadChange change) {
        todo = Work.append(todo, change, clock.instant());
    }

    private void work(RentalFeed known, Work next) throws RpcException {
        if (next instanceof Add add && waiting() > options.maxGap()) {
            LOG.warn("{} blocks behind, they are left out", waiting());
            jump(known, add.heardAt());
            return;
        }
        try {
            take(known, next);
            todo.pollFirst();
            noted("");
        } catch (IllegalArgumentException doesNotFollow) {
            LOG.error("the chain's blocks do not follow each other", doesNotFollow);
            jump(known, next.heardAt());
        }
    }

    private void take(RentalFeed known, Work next) throws RpcException {
        if (next instanceof Drop drop) {
            tell(known.onDropped(drop.block()), drop.heardAt());
        } else if (next instanceof Settle settle) {
            tell(known.onFinalized(settle.block()), settle.heardAt());
            lookForSpellings(settle.block(), known);
        } else if (next instanceof Add add) {
            add(known, add);
        }
    }

    private void add(RentalFeed known, Add add) throws RpcException {
        BlockObservation block;
        try {
            block = reader.read(add.block(), known.last().machines());
        } catch (RpcException.Refused | RuntimeShapeException e) {
            if (!isOutOfPatience()) {
                throw e;
            }
            LOG.warn(
                    "a block is left out, it cannot be read block={} reason={}",
                    add.block().ref(),
                    e.getMessage());
            feed = known.onUnreadable(add.block().ref());
            status = new FollowerStatus(
                    status.best(), status.finalized(), status.heardAt(), waiting(), status.unreadBlocks() + 1, "");
            failingSince = Optional.empty();
            return;
        }
        tell(known.onAdded(block, add.isFinal()), add.heardAt());
    }

    private void jump(RentalFeed known, Instant heardAt) throws RpcException {
        Header head = chain.finalizedHead();
        LOG.warn("what changed is told as of the finalized head block={}", head.ref());
        tell(known.jumpTo(reader.read(head, known.finalized().machines())), heardAt);
        todo = new ArrayDeque<>();
        stream = chain.follow(ChainPosition.at(head.ref()));
    }

    private void tell(RentalFeed.Step step, Instant heardAt) {
        feed = step.feed();
        listener.onStep(step.news(), step.feed(), heardAt);
        status = new FollowerStatus(
                Optional.of(at(step.feed().last())),
                Optional.of(at(step.feed().finalized())),
                Optional.of(heardAt),
                waiting(),
                status.unreadBlocks(),
                "");
        failingSince = Optional.empty();
    }

    private static BlockAt at(RentalFeed.Told told) {
        return new BlockAt(told.block(), told.time());
    }

    private void lookForSpellings(BlockRef block, RentalFeed known) throws RpcException {
        boolean isDue = block.number() >= spellingsAt + SPELLINGS_EVERY_BLOCKS;
        boolean isWanted = known.last().machines().values().stream()
                .map(MachineView::tenancy)
                .anyMatch(tenancy -> tenancy == Tenancy.UNKNOWN);
        if (isDue && isWanted) {
            spellingsAt = block.number();
            reader.learnSpellings(chain.finalizedHead());
        }
    }

    /** What became of the chain meanwhile may make the block that fails not worth reading any more. */
    private Duration failed(Exception e) {
        if (failingSince.isEmpty()) {
            failingSince = Optional.of(clock.instant());
            LOG.warn("the chain cannot be read reason={}", e.getMessage());
        }
        noted(String.valueOf(e.getMessage()));
        HeadStream changes = stream;
        try {
            if (changes != null && !todo.isEmpty()) {
                changes.next(Duration.ZERO).ifPresent(this::hear);
            }
        } catch (RpcException alsoGone) {
            LOG.debug("heads cannot be had either reason={}", alsoGone.getMessage());
        }
        return AFTER_FAILURE;
    }

    private boolean isOutOfPatience() {
        return failingSince
                .filter(since -> Duration.between(since, clock.instant()).compareTo(options.patience()) >= 0)
                .isPresent();
    }

    private int waiting() {
        return (int) todo.stream().filter(Add.class::isInstance).count();
    }

    private void noted(String trouble) {
        status = new FollowerStatus(
                status.best(), status.finalized(), status.heardAt(), waiting(), status.unreadBlocks(), trouble);
    }
}
