package io.dbcpool.bonding.upkeep;

import io.dbcpool.chain.call.OwnerCalls;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.metadata.Metadata;
import java.math.BigDecimal;
import java.util.Optional;

/** An action as the call that it is in one runtime. */
public final class ActionCalls {

    private static final int USD_DECIMALS = 6;

    private ActionCalls() {}

    /**
     * @param site what {@code update-info} tells
     * @throws io.dbcpool.chain.shape.RuntimeShapeException if this runtime has no such call
     * @throws IllegalArgumentException if an argument is missing, or none; the message says which
     */
    public static Call of(Metadata metadata, Action action, Optional<MachineSite> site) {
        OwnerCalls calls = new OwnerCalls(metadata);
        if (action.verb() == Action.Verb.CLAIM) {
            return calls.claimRewards();
        }
        MachineKey machine = MachineKey.of(
                action.machine().orElseThrow(() -> new IllegalArgumentException("wanted a machine, found none")));
        return switch (action.verb()) {
            case CLAIM -> calls.claimRewards();
            case OFFLINE -> calls.reportOffline(machine);
            case ONLINE -> calls.reportOnline(machine);
            case FULFILL -> calls.fulfillMachine(machine);
            case RESTAKE -> calls.restake(machine);
            case CHANGE_HARDWARE -> calls.changeHardware(machine);
            case EXIT -> calls.exit(machine);
            case APPEAL -> calls.appealSlash(slashId(argument(action, 0)), argument(action, 1));
            case UPDATE_INFO ->
                calls.updateMachineInfo(
                        machine,
                        site.orElseThrow(
                                () -> new IllegalArgumentException("wanted a wish that says the machine's place")));
            case EXTRA_PRICE -> calls.setExtraPrice(machine, usd(argument(action, 0)));
            case RENTAL_MODE -> calls.setRentalMode(machine, argument(action, 0));
        };
    }

    private static String argument(Action action, int place) {
        if (action.arguments().size() <= place) {
            throw new IllegalArgumentException(
                    "%s wants %s".formatted(action.verb().word(), action.verb().arguments()));
        }
        return action.arguments().get(place);
    }

    private static long slashId(String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("wanted a slash's number, found '%s'".formatted(text), e);
        }
    }

    private static long usd(String text) {
        try {
            return new BigDecimal(text).movePointRight(USD_DECIMALS).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("wanted USD such as 1.5, found '%s'".formatted(text), e);
        }
    }
}
