package io.dbcpool.chain.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.chain.feed.RentalFeed;
import io.dbcpool.chain.feed.RentalNews;
import io.dbcpool.chain.feed.RentalNews.Kind;
import io.dbcpool.chain.feed.Tenancy;
import io.dbcpool.chain.recorded.Recording;
import io.dbcpool.substrate.block.Header;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FollowLoopTest {

    /** Recorded blocks: the machine is online; then it is rented; then also a second order is there. */
    private static final long FREE = 8;

    private static final long RENTED = 9;
    private static final long TWO_ORDERS = 10;

    private final List<RentalNews> told = new ArrayList<>();
    private @Nullable RentalFeed feed;
    private Instant now = Instant.parse("2026-11-28T12:00:00Z");
    private final ScriptedChain chain = new ScriptedChain(100, FREE);
    private FollowLoop loop = loop(FollowerOptions.ofRecord(Optional.empty()));

    @Test
    void everyRecordedBlockTellsWhatTheRealRuntimeDidInIt() {
        ScriptedChain real = new ScriptedChain(Recording.first(), Recording.first());
        FollowLoop follow = new FollowLoop(
                real, List.of(Recording.MACHINE), FollowerOptions.ofRecord(Optional.empty()), this::listen, clock());
        turns(follow);
        Header head = real.best();
        for (long number = Recording.first() + 1; number <= Recording.last(); number++) {
            head = real.grow(head, "b" + number, number);
            real.announce(head, head);
            turns(follow);
        }

        assertThat(told)
                .extracting(
                        news -> news.block().number(),
                        RentalNews::kind,
                        news -> news.order().map(Object::toString).orElse("-"),
                        RentalNews::orderGpus,
                        RentalNews::usedGpus,
                        RentalNews::tenancy)
                .containsExactly(
                        tuple(9, Kind.ORDERED, "0", List.of(0), List.of(0)),
                        tuple(10, Kind.ORDERED, "1", List.of(1, 2), List.of(0, 1, 2)),
                        tuple(11, Kind.CONFIRMED, "0", List.of(0), List.of(0, 1, 2)),
                        tuple(160, Kind.EXPIRED, "1", List.of(1, 2), List.of(0)),
                        tuple(161, Kind.EXTENDED, "0", List.of(0), List.of(0)),
                        tuple(169, Kind.FORCED_OFFLINE, "-", List.of(), List.of(0)));
        assertThat(told.get(0).renter()).contains(Recording.RENTER);
        assertThat(told).allMatch(RentalNews::isFinal);
    }

    @Test
    void aForkBetweenTwoLooksIsTakenBackAndTheNewBranchTold() {
        turns(loop);
        Header base = chain.best();
        Header one = chain.grow(base, "one", RENTED);
        chain.announce(one, base);
        turns(loop);
        Header other = chain.grow(base, "other", FREE);
        Header next = chain.grow(other, "next", RENTED);
        chain.announce(next, base);
        turns(loop);
        chain.announce(next, other);
        turns(loop);
        chain.announce(next, next);
        turns(loop);

        assertThat(told)
                .extracting(RentalNews::kind, news -> news.block().hash(), RentalNews::isFinal)
                .containsExactly(
                        Tuple.tuple(Kind.ORDERED, one.hash(), false),
                        Tuple.tuple(Kind.RETRACTED, one.hash(), false),
                        Tuple.tuple(Kind.ORDERED, next.hash(), false),
                        Tuple.tuple(Kind.ORDERED, next.hash(), true));
    }

    @Test
    void whileNoNodeAnswersNothingIsToldAndThenEveryBlockInItsOrder() {
        turns(loop);
        chain.goAway();
        Header a = chain.grow(chain.best(), "a", RENTED);
        Header b = chain.grow(a, "b", TWO_ORDERS);
        Header c = chain.grow(b, "c", FREE);
        chain.announce(c, b);
        turns(loop);
        assertThat(told).isEmpty();

        chain.comeBack();
        turns(loop);

        assertThat(told)
                .extracting(
                        news -> news.block().number(),
                        RentalNews::kind,
                        news -> news.order().map(Object::toString).orElse("-"))
                .containsExactly(
                        Tuple.tuple(101L, Kind.ORDERED, "0"),
                        Tuple.tuple(102L, Kind.ORDERED, "1"),
                        Tuple.tuple(103L, Kind.EXPIRED, "0"),
                        Tuple.tuple(103L, Kind.EXPIRED, "1"));
        assertThat(loop.status().isFollowing()).isTrue();
    }

    @Test
    void aBlockThatVanishedWithItsNodeIsNotWaitedFor() {
        turns(loop);
        Header base = chain.best();
        Header lost = chain.grow(base, "lost", RENTED);
        chain.forget(lost);
        chain.announce(lost, base);
        loop.turn(Duration.ZERO);
        loop.turn(Duration.ZERO);
        assertThat(loop.status().trouble()).contains("State already discarded");
        Header other = chain.grow(base, "other", RENTED);
        chain.announce(other, base);
        turns(loop);

        assertThat(told).extracting(news -> news.block().hash()).containsExactly(other.hash());
        assertThat(loop.status().trouble()).isEmpty();
    }

    @Test
    void aBlockWhoseStateNoNodeHasAnyMoreIsLeftOutAndCounted() {
        turns(loop);
        Header gone = chain.grow(chain.best(), "gone", RENTED);
        Header next = chain.grow(gone, "next", RENTED);
        chain.forget(gone);
        chain.announce(next, gone);
        turns(loop);
        assertThat(told).isEmpty();

        now = now.plusSeconds(31);
        turns(loop);

        assertThat(told).extracting(news -> news.block().hash()).containsExactly(next.hash());
        assertThat(loop.status().unreadBlocks()).isEqualTo(1);
        assertThat(told).extracting(RentalNews::kind).containsExactly(Kind.ORDERED);
    }

    @Test
    void whoeverHasADeadlineJumpsOverALongGap() {
        loop = loop(FollowerOptions.OF_NOW);
        turns(loop);
        Header head = chain.best();
        for (int i = 0; i < 300; i++) {
            head = chain.grow(head, "b" + i, i < 200 ? FREE : RENTED);
        }
        Header best = chain.grow(head, "best", TWO_ORDERS);
        chain.questions = 0;
        chain.announce(best, head);
        turns(loop);

        assertThat(told)
                .extracting(news -> news.block().number(), RentalNews::isFinal)
                .containsExactly(Tuple.tuple(400L, true), Tuple.tuple(401L, false));
        assertThat(chain.questions).isLessThan(10);
    }

    @Test
    void afterARestartItGoesOnWhereItWasAndTakesBackWhatAForkDroppedMeanwhile() {
        turns(loop);
        Header base = chain.best();
        Header one = chain.grow(base, "one", RENTED);
        chain.announce(one, base);
        turns(loop);
        RentalFeed kept = Objects.requireNonNull(feed);
        told.clear();

        Header other = chain.grow(base, "other", FREE);
        Header next = chain.grow(other, "next", FREE);
        chain.announce(next, other);
        loop = loop(FollowerOptions.ofRecord(Optional.of(kept)));
        turns(loop);

        assertThat(told).extracting(RentalNews::kind).containsExactly(Kind.RETRACTED);
        assertThat(told).extracting(RentalNews::tenancy).containsExactly(Tenancy.FREE);
    }

    @Test
    void aBlockWithoutNewsIsReadByOneQuestion() {
        turns(loop);
        chain.questions = 0;
        Header next = chain.grow(chain.best(), "next", FREE);
        chain.announce(next, next);
        turns(loop);

        assertThat(chain.questions).isEqualTo(1);
        assertThat(told).isEmpty();
        assertThat(Objects.requireNonNull(feed).last().machines().get(Recording.MACHINE))
                .satisfies(view -> assertThat(view.tenancy()).isEqualTo(Tenancy.FREE));
    }

    private FollowLoop loop(FollowerOptions options) {
        return new FollowLoop(chain, List.of(Recording.MACHINE), options, this::listen, clock());
    }

    private void listen(List<RentalNews> news, RentalFeed now, Instant observedAt) {
        told.addAll(news);
        feed = now;
    }

    private static void turns(FollowLoop follow) {
        for (int i = 0; i < 40; i++) {
            follow.turn(Duration.ZERO);
        }
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private static Tuple tuple(long block, Kind kind, String order, List<Integer> orderGpus, List<Integer> usedGpus) {
        return Tuple.tuple(block, kind, order, orderGpus, usedGpus, Tenancy.RENTED);
    }
}
