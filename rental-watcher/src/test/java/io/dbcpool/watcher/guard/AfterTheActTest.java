package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AfterTheActTest {

    private static final long AT = 1_000_000_000_000L;

    private final List<String> told = new ArrayList<>();
    private final AfterTheAct afterTheAct = new AfterTheAct();

    @Test
    void whatTellsOfNoActIsToldAtOnce() {
        afterTheAct.tell(() -> told.add("a"));
        assertThat(told).containsExactly("a");
    }

    @Test
    void whatTellsOfAnActIsToldWhenItIsDoneAndWhatFollowsKeepsItsPlace() {
        afterTheAct.hold(() -> told.add("begun"), AT);
        afterTheAct.hold(() -> told.add("term"), AT);
        afterTheAct.tell(() -> told.add("domain off"));
        assertThat(told).isEmpty();

        afterTheAct.release();
        assertThat(told).containsExactly("begun", "term", "domain off");
        assertThat(afterTheAct.isHolding()).isFalse();
    }

    @Test
    void anActThatHangsIsToldOfAllTheSameAndLaterOnesDoNotPutItOff() {
        afterTheAct.hold(() -> told.add("begun"), AT);
        afterTheAct.hold(() -> told.add("kill"), AT + AfterTheAct.HELD_NANOS - 1);

        afterTheAct.releaseIfDue(AT + AfterTheAct.HELD_NANOS - 1);
        assertThat(told).isEmpty();
        afterTheAct.releaseIfDue(AT + AfterTheAct.HELD_NANOS);
        assertThat(told).containsExactly("begun", "kill");
    }
}
