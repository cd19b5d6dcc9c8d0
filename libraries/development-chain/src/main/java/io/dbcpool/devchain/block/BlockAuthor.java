package io.dbcpool.devchain.block;

import io.dbcpool.devchain.pallet.BlockEdges;
import io.dbcpool.devchain.pallet.Calls;
import io.dbcpool.devchain.pallet.Command;
import io.dbcpool.devchain.pallet.Origin;
import io.dbcpool.devchain.runtime.Accounts;
import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.devchain.runtime.Edit;
import io.dbcpool.devchain.runtime.RuntimeRelease;
import io.dbcpool.devchain.runtime.State;
import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.devchain.storage.Snapshot;
import io.dbcpool.substrate.block.ExtrinsicsRoot;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds one block upon another: a function of the two's content, of a time, and of nothing else. */
public final class BlockAuthor {

    private static final int EXTRINSICS_STATE_VERSION = 0;

    private final Validator validator;

    public BlockAuthor(Validator validator) {
        this.validator = validator;
    }

    /**
     * What goes into a block.
     *
     * @param timeMillis the block's time, since 1970
     * @param authorship told apart: two blocks upon one parent with the same content still differ by it
     * @param upgrade the runtime that this block switches to
     */
    public record Plan(
            long timeMillis,
            int authorship,
            List<Command> commands,
            List<Bytes> candidates,
            Optional<RuntimeRelease> upgrade) {}

    /**
     * A block, and what became of each candidate that did not get in.
     *
     * @param failedCommands why a command was not carried out
     */
    public record Outcome(
            BuiltBlock block, List<Bytes> included, Map<Bytes, Validity> left, List<String> failedCommands) {}

    public Outcome build(BuiltBlock parent, Plan plan) {
        return new Work(parent, plan).build();
    }

    /** One block under way. */
    private final class Work {

        private final BuiltBlock parent;
        private final Plan plan;
        private final long number;
        private final State state;
        private final List<Value> events = new ArrayList<>();
        private final List<Bytes> extrinsics = new ArrayList<>();
        private final List<Bytes> included = new ArrayList<>();
        private final Map<Bytes, Validity> left = new LinkedHashMap<>();
        private final List<String> failedCommands = new ArrayList<>();
        private final List<Bytes> logs;

        Work(BuiltBlock parent, Plan plan) {
            this.parent = parent;
            this.plan = plan;
            this.number = parent.number() + 1;
            this.state = State.upon(parent.runtime(), parent.state());
            this.logs = List.of(Digests.slot(plan.timeMillis(), plan.authorship()));
        }

        Outcome build() {
            open();
            plan.commands().forEach(this::carryOut);
            applyTimestamp();
            plan.candidates().forEach(this::applyCandidate);
            close();
            Snapshot after = parent.state().with(state.changes());
            List<byte[]> bodies = extrinsics.stream().map(Bytes::toArray).toList();
            Header header = Header.of(
                    parent.hash(),
                    number,
                    Hash256.of(after.root()),
                    ExtrinsicsRoot.of(bodies, EXTRINSICS_STATE_VERSION),
                    logs.stream().map(Bytes::toString).toList());
            RuntimeRelease runtime = plan.upgrade().orElse(parent.runtime());
            BuiltBlock block = new BuiltBlock(
                    header, extrinsics, after, runtime, state.changes().keySet(), plan.timeMillis());
            return new Outcome(block, included, left, failedCommands);
        }

        private void open() {
            Dispatch opening = new Dispatch(state, number);
            state.at("System", "Number").put(number);
            state.at("System", "ParentHash").put(Value.of(parent.hash().toBytes()));
            state.at("System", "BlockHash", Value.of(number - 1))
                    .put(Value.of(parent.hash().toBytes()));
            long forgotten = number
                    - 1
                    - state.runtime().constant("System", "BlockHashCount").asLong();
            if (forgotten > 0) {
                state.at("System", "BlockHash", Value.of(forgotten)).remove();
            }
            BlockEdges.open(opening);
            if (plan.upgrade().isPresent()) {
                opening.deposit("System", "CodeUpdated");
            }
            keep(opening, Value.variant("Initialization"));
        }

        private void carryOut(Command command) {
            Dispatch outer = new Dispatch(state, number);
            try {
                outer.attempt(command::apply);
            } catch (DispatchFailure failure) {
                failedCommands.add(String.valueOf(failure.getMessage()));
            }
            keep(outer, Value.variant("Initialization"));
        }

        private void applyTimestamp() {
            Value call =
                    Value.variant("Timestamp", new Value.Variant("set", Map.of("now", Value.of(plan.timeMillis()))));
            ScaleWriter bare = new ScaleWriter().writeU8(0x04);
            state.runtime().metadata().values().write(callType(), call, bare);
            Bytes bytes =
                    Bytes.of(new ScaleWriter().writeBytes(bare.toByteArray()).toByteArray());
            Dispatch dispatch = new Dispatch(state, number);
            try {
                Calls.apply(dispatch, new Origin.None(), call);
            } catch (DispatchFailure impossible) {
                throw new IllegalStateException(impossible);
            }
            dispatch.deposit("System", "ExtrinsicSuccess", info("Mandatory"));
            keep(dispatch, phaseOf(extrinsics.size()));
            extrinsics.add(bytes);
        }

        private void applyCandidate(Bytes candidate) {
            Dispatch dispatch = new Dispatch(state, number);
            Validity validity = validator.check(dispatch, candidate);
            if (!(validity instanceof Validity.Ready ready)) {
                left.put(candidate, validity);
                return;
            }
            Accounts accounts = new Accounts(dispatch);
            accounts.countExtrinsic(ready.signer());
            accounts.withdraw(ready.signer(), ready.fee().add(ready.tip()));
            Value result = dispatch(dispatch, ready);
            payOut(dispatch, ready);
            if (result.asVariant().name().equals("Ok")) {
                dispatch.deposit("System", "ExtrinsicSuccess", info("Normal"));
            } else {
                dispatch.deposit("System", "ExtrinsicFailed", result.field("0"), info("Normal"));
            }
            keep(dispatch, phaseOf(extrinsics.size()));
            extrinsics.add(candidate);
            included.add(candidate);
        }

        private Value dispatch(Dispatch dispatch, Validity.Ready ready) {
            try {
                dispatch.attempt(inner -> Calls.apply(
                        inner,
                        new Origin.Signed(ready.signer()),
                        ready.extrinsic().call().toValue()));
                return Value.variant("Ok");
            } catch (DispatchFailure failure) {
                return Value.variant("Err", failure.encode(state.runtime()));
            }
        }

        private void payOut(Dispatch dispatch, Validity.Ready ready) {
            BigInteger part = Fees.toTreasury(ready.fee());
            new Accounts(dispatch).deposit(Accounts.treasury(), part);
            dispatch.deposit("Treasury", "Deposit", Value.of(part));
            dispatch.deposit(
                    "TransactionPayment",
                    "TransactionFeePaid",
                    ready.signer(),
                    Value.of(ready.fee().add(ready.tip())),
                    Value.of(ready.tip()));
        }

        private void close() {
            Dispatch closing = new Dispatch(state, number);
            BlockEdges.close(closing);
            keep(closing, Value.variant("Finalization"));
            state.at("System", "Events").put(new Value.Items(events));
            state.at("System", "EventCount").put(events.size());
            state.at("System", "Digest")
                    .put(Edit.struct(
                            Map.of("logs", Digests.decode(state.runtime().metadata(), logs))));
        }

        private void keep(Dispatch dispatch, Value phase) {
            for (Value event : dispatch.events()) {
                Map<String, Value> fields = new LinkedHashMap<>();
                fields.put("phase", phase);
                fields.put("event", event);
                fields.put("topics", Value.items());
                events.add(Edit.struct(fields));
            }
        }

        private Value phaseOf(int extrinsic) {
            return Value.variant("ApplyExtrinsic", Value.of(extrinsic));
        }

        private int callType() {
            var metadata = state.runtime().metadata();
            return metadata.types().get(metadata.extrinsic().typeId()).parameters().stream()
                    .filter(parameter -> parameter.name().equals("Call"))
                    .findFirst()
                    .flatMap(parameter -> parameter.typeId())
                    .orElseThrow();
        }

        private static Value info(String dispatchClass) {
            Map<String, Value> weight = new LinkedHashMap<>();
            weight.put("ref_time", Value.of(Fees.WEIGHT));
            weight.put("proof_size", Value.of(0));
            Map<String, Value> info = new LinkedHashMap<>();
            info.put("weight", Edit.struct(weight));
            info.put("class", Value.variant(dispatchClass));
            info.put("pays_fee", Value.variant("Yes"));
            return Edit.struct(info);
        }
    }
}
