package io.dbcpool.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecentIdsTest {

    @Test
    void anIdIsNewOnce() {
        var ids = new RecentIds(2);

        assertThat(ids.add("a")).isTrue();
        assertThat(ids.add("a")).isFalse();
        assertThat(ids.add("b")).isTrue();
        assertThat(ids.add("a")).isFalse();
    }

    @Test
    void theOneThatWasHeardLongestAgoIsForgotten() {
        var ids = new RecentIds(2);
        ids.add("a");
        ids.add("b");
        ids.add("a");
        ids.add("c");

        assertThat(ids.add("a")).isFalse();
        assertThat(ids.add("b")).isTrue();
    }

    @Test
    void hasRoomForOneAtLeast() {
        assertThatThrownBy(() -> new RecentIds(0)).hasMessage("capacity must be at least 1, was 0");
    }
}
