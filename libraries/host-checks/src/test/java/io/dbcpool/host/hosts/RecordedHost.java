package io.dbcpool.host.hosts;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.HostRecord;
import java.util.Map;

/**
 * A host, and what the checks should say of it.
 *
 * @param writtenFrom what its files were written from
 * @param confirmed whether anybody has seen such a host; if not, it is what documents say that it looks like
 * @param differs states of the checks that do not say ok, by id
 */
public record RecordedHost(
        String name, String writtenFrom, boolean confirmed, HostRecord record, Map<String, State> differs) {

    public RecordedHost {
        differs = Map.copyOf(differs);
    }

    @Override
    public String toString() {
        return name + (confirmed ? "" : " (unconfirmed)");
    }
}
