package io.dbcpool.chain.stake;

import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.value.Value;

/**
 * What renting costs ({@code StandardGpuPointPrice}): so many points for such a price.
 *
 * @param price in USD × 10^6 for a day
 */
public record PointPrice(long points, long price) {

    public static PointPrice of(Value stored) {
        Fields info = new Fields(stored);
        return new PointPrice(info.number("gpu_point"), info.number("gpu_price"));
    }
}
