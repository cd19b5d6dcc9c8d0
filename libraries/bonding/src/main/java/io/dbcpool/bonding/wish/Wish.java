package io.dbcpool.bonding.wish;

import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.chain.machine.Place;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.values.MachineId;
import java.util.List;

/**
 * A machine that is to be on the chain.
 *
 * @param stash whose DBC is staked for it
 * @param uploadMbps in Mbit/s
 * @param downloadMbps in Mbit/s
 * @param operators whose network it is on; at least one
 * @param bareMetal whether it is let without a VM around it
 */
public record Wish(
        MachineId machine,
        AccountId stash,
        ControllerFiles controller,
        ServerRoom serverRoom,
        long uploadMbps,
        long downloadMbps,
        Place place,
        List<String> operators,
        boolean bareMetal) {

    public Wish {
        operators = List.copyOf(operators);
    }

    /** What the chain is told of it, in a room. */
    public MachineSite siteIn(String room) {
        return new MachineSite(room, uploadMbps, downloadMbps, place, operators, bareMetal);
    }

    /** Where to look whether the place is the right one. */
    public String mapLink() {
        String latitude = place.latitudeDegrees().toPlainString();
        String longitude = place.longitudeDegrees().toPlainString();
        return "https://www.openstreetmap.org/?mlat=%s&mlon=%s#map=12/%s/%s"
                .formatted(latitude, longitude, latitude, longitude);
    }
}
