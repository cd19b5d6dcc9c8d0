package io.dbcpool.bridge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dbcpool.chain.follow.FollowerStatus;
import io.dbcpool.chain.follow.FollowerStatus.BlockAt;
import io.dbcpool.events.Alert;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.endpoints.EndpointHealth;
import io.dbcpool.substrate.endpoints.Standing;
import io.dbcpool.substrate.rpc.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ChainSourceTest {

    private static final Instant TIME = Instant.parse("2026-11-24T00:00:00Z");
    private static final BlockAt BLOCK = new BlockAt(new BlockRef(100, Hash256.ofContent(new byte[0])), TIME);

    @Test
    void withoutEndpointsNoChainIsConfigured() {
        assertThat(ChainSource.none().why())
                .isEqualTo("no chain is configured (pool.chain.endpoints is absent or empty): rentals are heard from "
                        + "broadcasts and hypervisors only, and no owner's domain starts by itself");
    }

    @Test
    void itFollowsWhileTheLastBlockIsYoung() {
        var young = look(following(), Standing.USABLE, ChainSource.STALE);
        var old = look(following(), Standing.USABLE, ChainSource.STALE.plusMillis(1));

        assertThat(young.following()).isTrue();
        assertThat(young.best()).map(ChainSource.Block::number).contains(100L);
        assertThat(old.following()).isFalse();
        assertThat(old.why()).startsWith("the last block is 60 s old");
    }

    @Test
    void itSaysWhyItDoesNotFollowAndNamesNoEndpoint() {
        var source = look(FollowerStatus.NOTHING_HEARD, Standing.NOT_READY, Duration.ZERO);

        assertThat(source.following()).isFalse();
        assertThat(source.why()).startsWith("no block has been heard of yet; ");
        assertThat(source.toString()).doesNotContain("chain-node.example");
        assertThat(source.endpoints()).extracting(ChainSource.Node::standing).containsExactly("not-ready");
    }

    @Test
    void aStaleHeadIsToldOnceAndItsEndAsWell() {
        var conditions = new ChainConditions(TIME);
        var young = look(following(), Standing.USABLE, Duration.ZERO);
        var old = look(following(), Standing.USABLE, ChainSource.STALE.plusMillis(1));

        assertThat(conditions.look(young, TIME)).isEmpty();
        assertThat(conditions.look(old, TIME))
                .extracting(Alert::alert, Alert::state)
                .containsExactly(tuple("ChainHeadStale", Alert.State.RAISED));
        assertThat(conditions.look(old, TIME)).isEmpty();
        assertThat(conditions.look(young, TIME)).extracting(Alert::state).containsExactly(Alert.State.CLEARED);
    }

    @Test
    void aChainThatWasNeverHeardIsStaleAMinuteAfterTheStart() {
        var conditions = new ChainConditions(TIME);
        var nothing = look(FollowerStatus.NOTHING_HEARD, Standing.NOT_READY, Duration.ZERO);

        assertThat(conditions.look(nothing, TIME.plus(ChainSource.STALE))).isEmpty();
        assertThat(conditions.look(nothing, TIME.plus(ChainSource.STALE).plusMillis(1)))
                .extracting(Alert::alert)
                .containsExactly("ChainHeadStale");
    }

    @Test
    void nodesThatContradictEachOtherForAMinuteAreTold() {
        var conditions = new ChainConditions(TIME);
        var other = look(following(), Standing.OTHER_RUNTIME, Duration.ZERO);

        assertThat(conditions.look(other, TIME)).isEmpty();
        assertThat(conditions.look(other, TIME.plusMillis(59_999))).isEmpty();
        assertThat(conditions.look(other, TIME.plusSeconds(60)))
                .extracting(Alert::alert, Alert::summary)
                .containsExactly(tuple(
                        "ChainEndpointsDisagree",
                        "endpoints [1] of pool.chain.endpoints contradict the others, or answered wrongly"));
        assertThat(conditions.look(ChainSource.none(), TIME)).isEmpty();
    }

    private static FollowerStatus following() {
        return new FollowerStatus(Optional.of(BLOCK), Optional.of(BLOCK), Optional.of(TIME), 0, 0, "");
    }

    private static ChainSource look(FollowerStatus status, Standing standing, Duration age) {
        var node = new EndpointHealth(
                Endpoint.parse("wss://chain-node.example/key"),
                standing,
                true,
                Optional.of(BLOCK.block()),
                Optional.of(Duration.ZERO),
                Optional.of(BLOCK.block()),
                OptionalInt.of(400),
                "");
        return ChainSource.of(status, List.of(node), TIME.plus(age));
    }
}
