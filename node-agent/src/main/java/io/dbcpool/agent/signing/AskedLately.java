package io.dbcpool.agent.signing;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How often a machine was asked within the last minute. A bridge asks once for a bonding; whoever asks a hundred times
 * shall not fill the topic of the answers, so the first request too many is refused and those behind it are passed
 * over.
 *
 * @param answeredNanos monotonic, when each answer of the last minute was given, a refusal for being asked too often
 *     included
 */
public record AskedLately(List<Long> answeredNanos) {

    /** Answers in a minute; the one refusal for being asked too often comes on top. */
    public static final int MOST = 6;

    public static final Duration WITHIN = Duration.ofMinutes(1);

    public static final AskedLately NEVER = new AskedLately(List.of());

    /** What a request is worth at this moment. */
    public enum Worth {
        ANSWER,
        REFUSAL,
        NOTHING
    }

    public AskedLately {
        answeredNanos = List.copyOf(answeredNanos);
    }

    public Worth worth(long nanos) {
        int recent = recent(nanos).size();
        if (recent < MOST) {
            return Worth.ANSWER;
        }
        return recent == MOST ? Worth.REFUSAL : Worth.NOTHING;
    }

    public AskedLately answered(long nanos) {
        return new AskedLately(
                Stream.concat(recent(nanos).stream(), Stream.of(nanos)).toList());
    }

    private List<Long> recent(long nanos) {
        return answeredNanos.stream()
                .filter(at -> nanos - at < WITHIN.toNanos())
                .toList();
    }
}
