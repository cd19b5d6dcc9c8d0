package io.dbcpool.watcher.belief;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that does not fit together, for as long as it does not.
 *
 * @param words who says what; put together only where it is told, because what stands is found twice a second
 */
public record Doubt(Kind kind, Supplier<String> words) {

    public enum Kind {
        /** A broadcast that its DBC node cannot well have sent. */
        SPOOF_SUSPECTED("SpoofSuspected"),
        /** Two sources contradict each other, and had time enough to agree. */
        SOURCES_DISAGREE("SourcesDisagree");

        private final String alert;

        Kind(String alert) {
            this.alert = alert;
        }

        public String alert() {
            return alert;
        }
    }

    public String summary() {
        return words.get();
    }

    /** The one of that kind. */
    public static Optional<Doubt> find(List<Doubt> doubts, Kind kind) {
        for (Doubt doubt : doubts) {
            if (doubt.kind == kind) {
                return Optional.of(doubt);
            }
        }
        return Optional.empty();
    }
}
