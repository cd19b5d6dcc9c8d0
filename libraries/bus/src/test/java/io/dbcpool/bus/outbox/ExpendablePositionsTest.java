package io.dbcpool.bus.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpendablePositionsTest {

    private final ExpendablePositions positions = new ExpendablePositions();

    @Test
    void theOldestGoesFirstAndOnlyOnce() {
        positions.add(3);
        positions.add(5);

        assertThat(positions.take(Outbox.FRONT)).hasValue(3);
        assertThat(positions.take(Outbox.FRONT)).hasValue(5);
        assertThat(positions.take(Outbox.FRONT)).isEmpty();
    }

    @Test
    void whatKafkaHasAlreadyIsPassedOver() {
        for (long position = 1; position <= 4; position++) {
            positions.add(position);
        }

        assertThat(positions.take(3)).hasValue(3);
        assertThat(positions.take(5)).isEmpty();
    }

    @Test
    void knowsNoMoreThanAnOutboxHolds() {
        for (long position = 0; position < ExpendablePositions.MOST + 2L; position++) {
            positions.add(position);
        }

        assertThat(positions.take(Outbox.FRONT)).hasValue(2);
    }

    @Test
    void anEmptyOutboxHasNone() {
        positions.add(1);
        positions.clear();

        assertThat(positions.take(Outbox.FRONT)).isEmpty();
    }
}
