package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Accounts;
import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.Optional;

/** Amounts, and the fixed fee that some calls cost besides their weight. */
final class Money {

    static final BigInteger DBC = BigInteger.TEN.pow(15);

    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    private Money() {}

    /** {@code Perbill * amount}: to the nearest, and down where two are as near. */
    static BigInteger part(BigInteger amount, BigInteger perBillion) {
        BigInteger[] parts = amount.multiply(perBillion).divideAndRemainder(BILLION);
        boolean up = parts[1].shiftLeft(1).compareTo(BILLION) > 0;
        return up ? parts[0].add(BigInteger.ONE) : parts[0];
    }

    static BigInteger percent(BigInteger amount, long percent) {
        return part(amount, BigInteger.valueOf(percent * 10_000_000));
    }

    /** How much DBC a value in millionths of a USD is worth; empty where no price is known. */
    static Optional<BigInteger> ofValue(Dispatch dispatch, BigInteger millionthUsd) {
        return dispatch.at("DBCPriceOCW", "AvgPrice")
                .find()
                .map(Value::asInteger)
                .filter(price -> price.signum() > 0)
                .map(price -> millionthUsd.multiply(DBC).divide(price));
    }

    /** {@code GenericFunc::pay_fixed_tx_fee}: 10 DBC on mainnet, to the treasury. */
    static void payFixedFee(Dispatch dispatch, Value who, DispatchFailure otherwise) throws DispatchFailure {
        Optional<BigInteger> fee =
                dispatch.at("GenericFunc", "FixedTxFee").find().map(Value::asInteger);
        Accounts accounts = new Accounts(dispatch);
        if (fee.isEmpty() || accounts.free(who).compareTo(fee.get()) < 0) {
            throw otherwise;
        }
        accounts.slashFree(who, fee.get(), Accounts.treasury());
        dispatch.deposit("Treasury", "Deposit", Value.of(fee.get()));
        dispatch.deposit("GenericFunc", "TxFeeToTreasury", who, Value.of(fee.get()));
    }
}
