package io.dbcpool.bridge.chain;

import io.dbcpool.bridge.follow.ChainFollowing;
import java.time.Clock;
import java.util.Optional;

/** What the service can say of its chain source at any moment. */
public record ChainWatch(Optional<ChainFollowing> following, Clock clock) {

    public ChainSource look() {
        return following.map(chain -> ChainSource.of(chain, clock.instant())).orElseGet(ChainSource::none);
    }
}
