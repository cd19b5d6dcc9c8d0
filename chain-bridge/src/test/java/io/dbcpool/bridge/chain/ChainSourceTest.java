package io.dbcpool.bridge.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Chain;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainSourceTest {

    @Test
    void withoutEndpointsNoChainIsConfigured() {
        assertThat(ChainSource.of(new Chain(List.of(), false)))
                .isEqualTo(new ChainSource(
                        false,
                        false,
                        "no chain is configured (pool.chain.endpoints is absent or empty): rentals are heard from "
                                + "broadcasts and hypervisors only, and no owner's domain starts by itself"));
    }

    @Test
    void withEndpointsItSaysThatItDoesNotFollowThemAndNamesNoneOfThem() {
        assertThat(ChainSource.of(new Chain(List.of(URI.create("wss://chain-node.example/key")), false)))
                .isEqualTo(
                        new ChainSource(
                                true,
                                false,
                                "this release does not follow the chain yet, though pool.chain.endpoints names 1: rentals are "
                                        + "heard from broadcasts and hypervisors only, and no owner's domain starts by itself"));
    }
}
