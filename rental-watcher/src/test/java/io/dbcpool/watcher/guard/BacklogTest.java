package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private final Backlog backlog = new Backlog();
    private final List<Integer> told = new ArrayList<>();

    @Test
    void aHostWithAFewMachinesIsToldOfAtOnce() {
        tell(1, Backlog.MANY - 1, 0);

        assertThat(told).containsExactly(1);
        assertThat(backlog.isHolding()).isFalse();
    }

    @Test
    void whatIsHeldKeepsItsOrderBeforeWhatComesLater() {
        tell(1, Backlog.MANY, 0);
        tell(2, 0, 1);
        assertThat(told).isEmpty();

        backlog.tellSome(0, 2);
        assertThat(told).containsExactly(1, 2);
    }

    @Test
    void whileManyWaitItIsToldOneByOneAfterTwoSeconds() {
        tell(1, Backlog.MANY, 0);
        tell(2, Backlog.MANY, 0);

        backlog.tellSome(Backlog.MANY, Backlog.HELD_NANOS - 1);
        assertThat(told).isEmpty();
        backlog.tellSome(Backlog.MANY, Backlog.HELD_NANOS);
        assertThat(told).containsExactly(1);
        assertThat(backlog.isHolding()).isTrue();
    }

    @Test
    void atTheEndAllIsTold() {
        for (int i = 0; i < 100; i++) {
            tell(i, Backlog.MANY, 0);
        }
        backlog.tellAll();

        assertThat(told).hasSize(100).isSorted();
    }

    private void tell(int what, int waiting, long nowNanos) {
        backlog.tell(() -> told.add(what), waiting, nowNanos);
    }
}
