package io.dbcpool.devchain.runtime;

import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Balances as the pallet of that name keeps them: free, and reserved for a purpose. The existential deposit of DBC is 0
 * ({@code runtime/src/lib.rs}), so no account is ever made or reaped, and no event tells of it.
 */
public final class Accounts {

    private static final BigInteger NEW_LOGIC = BigInteger.ONE.shiftLeft(127);

    private final Dispatch dispatch;

    public Accounts(Dispatch dispatch) {
        this.dispatch = dispatch;
    }

    /** The account of the pallet Treasury: {@code PalletId(*b"py/trsry")}. */
    public static Value treasury() {
        return Value.of(Arrays.copyOf("modlpy/trsry".getBytes(StandardCharsets.US_ASCII), 32));
    }

    public BigInteger free(Value who) {
        return data(who).field("free").asInteger();
    }

    public BigInteger reserved(Value who) {
        return data(who).field("reserved").asInteger();
    }

    public long nonce(Value who) {
        return account(who).get().field("nonce").asLong();
    }

    public void countExtrinsic(Value who) {
        account(who).change(info -> Edit.plus(info, "nonce", 1));
    }

    public void mint(Value who, BigInteger amount) {
        addFree(who, amount);
        dispatch.at("Balances", "TotalIssuance")
                .change(total -> Value.of(total.asInteger().add(amount)));
    }

    public boolean canReserve(Value who, BigInteger amount) {
        return free(who).compareTo(amount) >= 0;
    }

    public void reserve(Value who, BigInteger amount) throws DispatchFailure {
        requireFree(who, amount);
        if (amount.signum() == 0) {
            return;
        }
        move(who, amount.negate(), amount);
        dispatch.deposit("Balances", "Reserved", who, Value.of(amount));
    }

    /** Frees as much of the amount as is reserved. */
    public void unreserve(Value who, BigInteger amount) {
        BigInteger actual = amount.min(reserved(who));
        if (amount.signum() == 0) {
            return;
        }
        move(who, actual, actual.negate());
        dispatch.deposit("Balances", "Unreserved", who, Value.of(actual));
    }

    public void transfer(Value from, Value to, BigInteger amount) throws DispatchFailure {
        if (free(from).compareTo(amount) < 0) {
            throw DispatchFailure.token("FundsUnavailable");
        }
        if (amount.signum() == 0) {
            return;
        }
        addFree(from, amount.negate());
        addFree(to, amount);
        dispatch.deposit("Balances", "Transfer", from, to, Value.of(amount));
    }

    public void withdraw(Value who, BigInteger amount) {
        addFree(who, amount.negate());
        dispatch.deposit("Balances", "Withdraw", who, Value.of(amount));
    }

    public void deposit(Value who, BigInteger amount) {
        addFree(who, amount);
        dispatch.deposit("Balances", "Deposit", who, Value.of(amount));
    }

    /** Takes from what is free, and gives it to another. */
    public void slashFree(Value who, BigInteger amount, Value to) {
        addFree(who, amount.negate());
        dispatch.deposit("Balances", "Slashed", who, Value.of(amount));
        deposit(to, amount);
    }

    /** Takes from what is reserved, and gives it to another. */
    public void slashReserved(Value who, BigInteger amount, Value to) {
        BigInteger actual = amount.min(reserved(who));
        move(who, BigInteger.ZERO, actual.negate());
        dispatch.deposit("Balances", "Slashed", who, Value.of(actual));
        deposit(to, actual);
    }

    private void requireFree(Value who, BigInteger amount) throws DispatchFailure {
        if (!canReserve(who, amount)) {
            throw DispatchFailure.of("Balances", "InsufficientBalance");
        }
    }

    private void addFree(Value who, BigInteger amount) {
        move(who, amount, BigInteger.ZERO);
    }

    private void move(Value who, BigInteger free, BigInteger reserved) {
        account(who).change(info -> {
            Value data = Edit.plus(Edit.plus(info.field("data"), "free", free), "reserved", reserved);
            return Edit.with(info, "data", Edit.with(data, "flags", Value.of(NEW_LOGIC)));
        });
    }

    private Value data(Value who) {
        return account(who).get().field("data");
    }

    private State.Place account(Value who) {
        return dispatch.at("System", "Account", who);
    }
}
