package io.dbcpool.watcher.belief;

/**
 * Something that does not fit together, for as long as it does not.
 *
 * @param summary who says what
 */
public record Doubt(Kind kind, String summary) {

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
}
