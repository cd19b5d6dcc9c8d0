package io.dbcpool.chain.rent;

/** {@code RentStatus}. An order that is over is removed, so {@code RentExpired} is not met in practice. */
public enum RentStatus {
    /** The renter has 150 blocks, 15 min, for his {@code confirm_rent}. The machine is rented already. */
    WAITING_VERIFYING,
    RENTING,
    RENT_EXPIRED,
    /** One that a newer runtime has. */
    OTHER;

    static RentStatus of(String name) {
        return switch (name) {
            case "WaitingVerifying" -> WAITING_VERIFYING;
            case "Renting" -> RENTING;
            case "RentExpired" -> RENT_EXPIRED;
            default -> OTHER;
        };
    }
}
