package io.dbcpool.devchain;

import io.dbcpool.devchain.pallet.Command;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who is rich from the beginning, and what mainnet's governance has set: without it nobody can bond or rent. */
final class GenesisAccounts {

    /** Development keys, known to everybody: a million DBC each. */
    static final List<String> FUNDED =
            List.of("//Alice", "//Stash1", "//Ctrl1", "//Stash2", "//Ctrl2", "//Renter1", "//Renter2");

    private static final BigInteger DBC = BigInteger.TEN.pow(15);

    private GenesisAccounts() {}

    static AccountId account(String secretUri) {
        try (SecretUri uri = SecretUri.parse(secretUri);
                Keypair keypair = uri.toKeypair(KeyScheme.SR25519)) {
            return keypair.publicKey().account();
        }
    }

    static List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        for (String uri : FUNDED) {
            commands.add(Command.fund(Value.of(account(uri).toBytes()), dbc(1_000_000)));
        }
        Map<String, Value> stake = new LinkedHashMap<>();
        stake.put("online_stake_per_gpu", Value.of(dbc(100_000)));
        stake.put("online_stake_usd_limit", Value.of(300_000_000));
        stake.put("reonline_stake", Value.of(46_000_000));
        stake.put("slash_review_stake", Value.of(dbc(1_000)));
        commands.add(Command.put("OnlineProfile", "OnlineStakeParams", new Value.Struct(stake)));
        Map<String, Value> price = new LinkedHashMap<>();
        price.put("gpu_point", Value.of(1_000));
        price.put("gpu_price", Value.of(28_229));
        commands.add(Command.put("OnlineProfile", "StandardGPUPointPrice", new Value.Struct(price)));
        commands.add(Command.put("DBCPriceOCW", "AvgPrice", Value.of(500)));
        commands.add(Command.put("GenericFunc", "FixedTxFee", Value.of(dbc(10))));
        commands.add(Command.put(
                "RentMachine", "RentFeePot", Value.of(account("//Stash2").toBytes())));
        return commands;
    }

    private static BigInteger dbc(long whole) {
        return DBC.multiply(BigInteger.valueOf(whole));
    }
}
