package io.dbcpool.bonding.upkeep;

import io.dbcpool.values.MachineId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that an owner has done by his controller, once a machine is on the chain.
 *
 * @param machine empty for what is about all machines of a stash
 * @param arguments what the verb wants besides
 */
public record Action(Verb verb, Optional<MachineId> machine, List<String> arguments) {

    public Action {
        arguments = List.copyOf(arguments);
    }

    /** What can be asked for. */
    public enum Verb {
        CLAIM("claim-rewards", ""),
        OFFLINE("report-offline", ""),
        ONLINE("report-online", ""),
        FULFILL("fulfill-machine", ""),
        RESTAKE("restake", ""),
        CHANGE_HARDWARE("change-hardware", ""),
        EXIT("machine-exit", ""),
        APPEAL("apply-slash-review", "SLASH_ID REASON"),
        UPDATE_INFO("update-machine-info", ""),
        EXTRA_PRICE("set-extra-price", "USD_FOR_A_DAY_AND_GPU"),
        RENTAL_MODE("set-rental-mode", "FullTime|TimeSlot");

        private final String step;
        private final String arguments;

        Verb(String step, String arguments) {
            this.step = step;
            this.arguments = arguments;
        }

        /** As records and files have it. */
        public String step() {
            return step;
        }

        /** As an operator types it: {@code change-hardware}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** What it wants besides the machine. */
        public List<String> arguments() {
            return arguments.isEmpty() ? List.of() : List.of(arguments.split(" ", -1));
        }

        public boolean isAboutAMachine() {
            return this != CLAIM;
        }

        public static Optional<Verb> find(String word) {
            return Arrays.stream(values())
                    .filter(verb -> verb.word().equals(word))
                    .findFirst();
        }
    }

    /** For a person. */
    public String inWords() {
        return "%s%s%s"
                .formatted(
                        verb.word(),
                        machine.map(id -> " " + id).orElse(""),
                        arguments.isEmpty() ? "" : " " + String.join(" ", arguments));
    }
}
