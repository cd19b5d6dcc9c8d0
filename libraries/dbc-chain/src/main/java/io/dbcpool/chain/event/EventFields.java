package io.dbcpool.chain.event;

import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.RentOrderId;
import java.util.List;
import java.util.Optional;

/** An event's fields by their place: DBC's events do not name them. */
final class EventFields {

    private final List<Value> values;

    EventFields(EventRecord event) {
        this.values = List.copyOf(event.fields().values());
    }

    Value value(int place) {
        return values.get(place);
    }

    AccountId account(int place) {
        return Fields.account(value(place));
    }

    MachineKey machine(int place) {
        return new MachineKey(Fields.text(value(place)));
    }

    DbcAmount amount(int place) {
        return Fields.amount(value(place));
    }

    long number(int place) {
        return value(place).asLong();
    }

    long bits(int place) {
        return Fields.bits(value(place));
    }

    Optional<RentOrderId> order(int place) {
        return Optional.of(new RentOrderId(bits(place)));
    }
}
