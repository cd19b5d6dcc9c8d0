package io.dbcpool.chain.machine;

import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.BlockNumber;
import java.util.List;
import java.util.Optional;

/**
 * Where a machine stands on chain ({@code MachineStatus}). One that is offline keeps what it was before, at any depth:
 * a rented machine that is reported offline is still rented.
 */
public sealed interface MachineStatus {

    /** Bonded; its place and its network are still to be told ({@code add_machine_info}). */
    record AddingCustomizeInfo() implements MachineStatus {}

    /** Waits until three members of the committee are free to verify it. */
    record DistributingOrder() implements MachineStatus {}

    /** Three members of the committee verify it, within 36 to 48 h. They use VMs of their own. */
    record CommitteeVerifying() implements MachineStatus {}

    record CommitteeRefused(BlockNumber since) implements MachineStatus {}

    /** Verified; stake is missing ({@code fulfill_machine}). */
    record WaitingFulfill() implements MachineStatus {}

    /** May be rented. */
    record Online() implements MachineStatus {}

    /** @param since from when the slash is counted that {@code controller_report_online} will reserve */
    record StakerReportOffline(BlockNumber since, MachineStatus before) implements MachineStatus {}

    record ReporterReportOffline(
            OfflineReason reason, MachineStatus before, AccountId reporter, List<AccountId> committee)
            implements MachineStatus {
        public ReporterReportOffline {
            committee = List.copyOf(committee);
        }
    }

    /** Not used by the runtime any more. */
    record Creating() implements MachineStatus {}

    /** At least one rent order, perhaps not confirmed yet. */
    record Rented() implements MachineStatus {}

    record Exit() implements MachineStatus {}

    /** One that a newer runtime has. Nothing may be concluded from it, least of all that the machine is free. */
    record Other(String name) implements MachineStatus {}

    static MachineStatus of(Value status) {
        Value.Variant variant = status.asVariant();
        return switch (variant.name()) {
            case "AddingCustomizeInfo" -> new AddingCustomizeInfo();
            case "DistributingOrder" -> new DistributingOrder();
            case "CommitteeVerifying" -> new CommitteeVerifying();
            case "CommitteeRefused" -> new CommitteeRefused(new Fields(variant).block("0"));
            case "WaitingFulfill" -> new WaitingFulfill();
            case "Online" -> new Online();
            case "StakerReportOffline" ->
                new StakerReportOffline(new Fields(variant).block("0"), of(variant.field("1")));
            case "ReporterReportOffline" ->
                new ReporterReportOffline(
                        OfflineReason.of(variant.field("0")),
                        of(variant.field("1")),
                        Fields.account(variant.field("2")),
                        new Fields(variant).accounts("3"));
            case "Creating" -> new Creating();
            case "Rented" -> new Rented();
            case "Exit" -> new Exit();
            default -> new Other(variant.name());
        };
    }

    /** What it was before it went offline, if it did. */
    default Optional<MachineStatus> beforeOffline() {
        if (this instanceof StakerReportOffline offline) {
            return Optional.of(offline.before());
        }
        return this instanceof ReporterReportOffline offline ? Optional.of(offline.before()) : Optional.empty();
    }

    /** Whether it is rented, at whatever depth. */
    default boolean isRented() {
        return this instanceof Rented
                || beforeOffline().filter(MachineStatus::isRented).isPresent();
    }

    default boolean isOffline() {
        return beforeOffline().isPresent();
    }

    /** Whether a renter's report forced it offline, at whatever depth. */
    default boolean isForcedOffline() {
        return this instanceof ReporterReportOffline
                || beforeOffline().filter(MachineStatus::isForcedOffline).isPresent();
    }

    /** Whether a committee's verifier may run a VM there, or whether nobody here can tell. */
    default boolean isForOthersToUse() {
        return this instanceof DistributingOrder
                || this instanceof CommitteeVerifying
                || this instanceof Other
                || beforeOffline().filter(MachineStatus::isForOthersToUse).isPresent();
    }

    /** For a person, with what comes next. */
    default String inWords() {
        if (this instanceof StakerReportOffline offline) {
            return "reported offline by its owner in block %d; before that: %s"
                    .formatted(offline.since().height(), offline.before().inWords());
        } else if (this instanceof ReporterReportOffline offline) {
            return "forced offline because %s%s; before that: %s"
                    .formatted(
                            offline.reason().inWords(),
                            offline.reason()
                                    .since()
                                    .map(block -> ", counted from block " + block.height())
                                    .orElse(""),
                            offline.before().inWords());
        } else if (this instanceof CommitteeRefused refused) {
            return "refused by the committee in block %d"
                    .formatted(refused.since().height());
        } else if (this instanceof Other other) {
            return "in a state that this release does not know: " + other.name();
        }
        return StatusWords.of(this);
    }
}
