package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In whose name a call acts that stands within another one. */
final class WrappedOrigin {

    private WrappedOrigin() {}

    /** @param sender in whose name the outer call acts */
    static Optional<AccountId> of(Call outer, Optional<AccountId> sender) {
        return switch (outer.pallet() + "." + outer.name()) {
            case "Utility.batch", "Utility.batch_all", "Utility.force_batch" -> sender;
            case "Proxy.proxy", "Proxy.proxy_announced" ->
                Optional.ofNullable(outer.arguments().get("real")).flatMap(WrappedOrigin::account);
            case "Multisig.as_multi" ->
                outer.arguments().get("threshold") instanceof Value.Int threshold
                        ? sender.flatMap(one -> multisig(
                                threshold.value().intValue(),
                                one,
                                outer.arguments().get("other_signatories")))
                        : Optional.empty();
            case "Multisig.as_multi_threshold_1" ->
                sender.flatMap(one -> multisig(1, one, outer.arguments().get("other_signatories")));
            default -> Optional.empty();
        };
    }

    private static Optional<AccountId> multisig(int threshold, AccountId sender, @Nullable Value others) {
        if (!(others instanceof Value.Items items)) {
            return Optional.empty();
        }
        List<AccountId> all = new ArrayList<>();
        all.add(sender);
        items.items().stream()
                .map(WrappedOrigin::account)
                .flatMap(Optional::stream)
                .forEach(all::add);
        return Optional.of(Multisig.account(threshold, all.stream().sorted().toList()));
    }

    private static Optional<AccountId> account(Value value) {
        if (value instanceof Value.Variant address && address.name().equals("Id")) {
            return Optional.ofNullable(address.fields().get("0")).flatMap(WrappedOrigin::account);
        }
        return value instanceof Value.Bytes bytes && bytes.size() == AccountId.BYTES
                ? Optional.of(AccountId.of(bytes.toArray()))
                : Optional.empty();
    }
}
