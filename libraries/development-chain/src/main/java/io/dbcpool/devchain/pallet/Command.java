package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Accounts;
import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.devchain.runtime.Edit;
import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a test or a demo has happen in the next block, where on the real chain committees, reporters and governance
 * would act over hours. It goes with its block: a fork that drops the block undoes it.
 */
public interface Command {

    void apply(Dispatch dispatch) throws DispatchFailure;

    static Command fund(Value account, BigInteger planck) {
        return dispatch -> new Accounts(dispatch).mint(account, planck);
    }

    /** A machine bonded without its signature, and its info added: it waits for the committee. */
    static Command bondUnsigned(Value machineId, Value stash, Value controller) {
        return dispatch -> Bonding.bondUnsigned(dispatch, machineId, stash, controller);
    }

    /** The committee books a machine that waits in {@code DistributingOrder}. */
    static Command bookMachine(Value machineId) {
        return dispatch -> Committee.book(dispatch, machineId);
    }

    /** The committee agrees that the machine is what it says. */
    static Command confirmMachine(Value machineId, long gpus, long calcPoint, List<Value> committee) {
        return dispatch ->
                Committee.confirm(dispatch, machineId, uploaded(dispatch, machineId, gpus, calcPoint), committee);
    }

    /** Many machines like one that is online already, of the same stash, in this block. */
    static Command bringOnlineLike(Value machineId, List<Value> others) {
        return dispatch -> Crowd.join(dispatch, machineId, others);
    }

    static Command refuseMachine(Value machineId) {
        return dispatch -> Committee.refuse(dispatch, machineId);
    }

    /** A reporter was right: the machine is offline as of the report's block. */
    static Command forceOffline(Value machineId, String reason, Value reporter, long reportedAt) {
        return dispatch -> Offline.forceOffline(
                dispatch, machineId, Value.variant(reason, Value.of(reportedAt)), reporter, List.of());
    }

    /** A reward era gave the stash something to claim. */
    static Command reward(Value stash, BigInteger planck) {
        return dispatch -> dispatch.at(Machines.PALLET, "StashMachines", stash)
                .change(all -> Edit.plus(Edit.plus(all, "can_claim_reward", planck), "total_earned_reward", planck));
    }

    /** The technical committee cancels a slash for which there is an appeal. */
    static Command cancelSlash(long slashId) {
        return dispatch -> Slashes.cancel(
                dispatch, new Origin.Root(), new Value.Variant("cancel_slash", Map.of("slash_id", Value.of(slashId))));
    }

    /** Any value in storage, as governance may set it. */
    static Command put(String pallet, String item, Value value, Value... mapKeys) {
        return dispatch -> dispatch.at(pallet, item, mapKeys).put(value);
    }

    /** Any bytes under any key. */
    static Command putRaw(Bytes key, Optional<Bytes> value) {
        return dispatch -> dispatch.state().putRaw(key, value);
    }

    private static Value uploaded(Dispatch dispatch, Value machineId, long gpus, long calcPoint)
            throws DispatchFailure {
        Value before = Machines.uploaded(Machines.get(dispatch, machineId));
        Map<String, Value> fields = new LinkedHashMap<>(before.asFields());
        fields.put("machine_id", machineId);
        fields.put("gpu_type", Value.of("GeForceRTX2080Ti".getBytes(StandardCharsets.US_ASCII)));
        fields.put("gpu_num", Value.of(gpus));
        fields.put("calc_point", Value.of(calcPoint));
        fields.put("is_support", Value.of(true));
        return Edit.struct(fields);
    }
}
