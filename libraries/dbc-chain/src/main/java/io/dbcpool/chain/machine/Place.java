package io.dbcpool.chain.machine;

import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Where a machine stands, in the chain's units: ten-thousandths of a degree, about 11 m. The runtime checks neither
 * range nor hemisphere; this does.
 *
 * @param longitude east positive, -1,800,000 to 1,800,000
 * @param latitude north positive, -900,000 to 900,000
 */
public record Place(long longitude, long latitude) {

    private static final int DECIMALS = 4;
    private static final long MAX_LONGITUDE = 1_800_000;
    private static final long MAX_LATITUDE = 900_000;

    /**
     * From degrees, cut to four decimals as the bonding guide does.
     *
     * @throws IllegalArgumentException if they are not on the globe; it also says if they seem to be swapped
     */
    public static Place ofDegrees(BigDecimal longitude, BigDecimal latitude) {
        long east = units(longitude);
        long north = units(latitude);
        if (Math.abs(east) > MAX_LONGITUDE || Math.abs(north) > MAX_LATITUDE) {
            boolean isSwapped = Math.abs(north) <= MAX_LONGITUDE && Math.abs(east) <= MAX_LATITUDE;
            throw new IllegalArgumentException(
                    "wanted a longitude of -180 to 180 and a latitude of -90 to 90, but found %s and %s%s"
                            .formatted(
                                    longitude.toPlainString(),
                                    latitude.toPlainString(),
                                    isSwapped ? "; are they swapped?" : ""));
        }
        return new Place(east, north);
    }

    /** From the chain, unchecked: somebody may have told it anything. */
    static Place of(Fields info) {
        return new Place(
                signed(info.get("longitude").asVariant(), "East"),
                signed(info.get("latitude").asVariant(), "North"));
    }

    public Value longitudeValue() {
        return Value.variant(longitude < 0 ? "West" : "East", Value.of(Math.abs(longitude)));
    }

    public Value latitudeValue() {
        return Value.variant(latitude < 0 ? "South" : "North", Value.of(Math.abs(latitude)));
    }

    public BigDecimal longitudeDegrees() {
        return BigDecimal.valueOf(longitude, DECIMALS);
    }

    public BigDecimal latitudeDegrees() {
        return BigDecimal.valueOf(latitude, DECIMALS);
    }

    /** {@code 37.5665 N, 126.9780 E}. */
    @Override
    public String toString() {
        return "%s %s, %s %s"
                .formatted(
                        latitudeDegrees().abs().toPlainString(),
                        latitude < 0 ? "S" : "N",
                        longitudeDegrees().abs().toPlainString(),
                        longitude < 0 ? "W" : "E");
    }

    private static long units(BigDecimal degrees) {
        return degrees.movePointRight(DECIMALS)
                .setScale(0, RoundingMode.DOWN)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .max(BigDecimal.valueOf(-Long.MAX_VALUE))
                .longValue();
    }

    private static long signed(Value.Variant direction, String positive) {
        long magnitude = Fields.bits(direction.field("0"));
        return direction.name().equals(positive) ? magnitude : -magnitude;
    }
}
