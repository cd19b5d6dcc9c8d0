package io.dbcpool.watcher.guard;

import io.dbcpool.events.Alert.Severity;
import io.dbcpool.watcher.owner.OwnerDomain;
import io.dbcpool.watcher.vacate.Alarm;
import io.dbcpool.watcher.vacate.VacatePolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Which alerts an alarm means. */
final class VacateAlarms {

    private VacateAlarms() {}

    static List<Effect> effects(
            Alarm alarm, OwnerDomain domain, String subject, Duration elapsed, VacatePolicy policy) {
        String after =
                "%s still holds its machine %d ms after the rental was heard of".formatted(domain, elapsed.toMillis());
        return switch (alarm) {
            case NONE -> List.of();
            case NEAR_MISS ->
                List.of(raise(
                        "VacateNearMiss",
                        Severity.WARNING,
                        subject,
                        "%s; %d ms are left"
                                .formatted(
                                        after, policy.deadline().minus(elapsed).toMillis())));
            case BREACH ->
                List.of(
                        raise(
                                "VacateLate",
                                Severity.PAGE,
                                subject,
                                "%s; %d ms were allowed"
                                        .formatted(after, policy.deadline().toMillis())),
                        raise("MachineBroken", Severity.PAGE, subject, after + ", and SIGKILL has not ended it"));
            case COLLATERAL ->
                List.of(
                        raise(
                                "VacateCollateral",
                                Severity.PAGE,
                                subject,
                                after
                                        + "; at about 20 s after the renter's request its DBC node kills every domain on the host"));
            case GIVEN_UP -> List.of();
        };
    }

    /** What a watcher before this one had raised, and may have been killed before it could clear. */
    static List<Effect> standing(
            Alarm alarm, OwnerDomain domain, String subject, Duration elapsed, VacatePolicy policy) {
        return between(Alarm.NONE, alarm, domain, subject, elapsed, policy);
    }

    /** From the first after {@code before} to {@code alarm}. */
    static List<Effect> between(
            Alarm before, Alarm alarm, OwnerDomain domain, String subject, Duration elapsed, VacatePolicy policy) {
        return Arrays.stream(Alarm.values())
                .filter(earlier -> earlier.compareTo(before) > 0 && earlier.compareTo(alarm) <= 0)
                .flatMap(earlier -> effects(earlier, domain, subject, elapsed, policy).stream())
                .toList();
    }

    /** The machine is free: none of them stands any longer. */
    static List<Effect> clearing(OwnerDomain domain, String subject, Duration took) {
        String summary = "%s is released, %d ms after the rental was heard of".formatted(domain, took.toMillis());
        return List.of(
                new Effect.Clear("VacateNearMiss", subject, summary),
                new Effect.Clear("VacateLate", subject, summary),
                new Effect.Clear("MachineBroken", subject, summary),
                new Effect.Clear("VacateCollateral", subject, summary));
    }

    private static Effect raise(String alert, Severity severity, String subject, String summary) {
        return new Effect.Raise(alert, severity, subject, summary);
    }
}
