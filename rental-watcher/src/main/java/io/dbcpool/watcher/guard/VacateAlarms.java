package io.dbcpool.watcher.guard;

import io.dbcpool.events.Alert.Severity;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.VacateStep;
import io.dbcpool.watcher.journal.JournalRecord.VacateWent;
import io.dbcpool.watcher.vacate.Alarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which alerts an alarm means. */
final class VacateAlarms {

    private VacateAlarms() {}

    /**
     * With a step: an alarm is told with those that were passed over, as by a watcher that was away for long; whoever
     * goes on with a vacate tells all that stands; and with its release none stands any longer.
     *
     * @param before the steps before it
     * @param took how long the release took, if it has been released by now
     */
    static List<Effect> with(
            VacateWent went, List<VacateStep> before, DomainRef domain, Duration deadline, Optional<Duration> took) {
        var elapsed = Duration.ofMillis(went.step().atMillis());
        var stood = StateFromSteps.readAlarm(before);
        var told = new ArrayList<Effect>();
        switch (went.step().name()) {
            case "resumed" -> {
                told.addAll(between(Alarm.NONE, stood, domain, elapsed, deadline));
                took.ifPresent(released -> told.addAll(clearing(domain, released)));
            }
            case "released", "refused" -> told.addAll(clearing(domain, elapsed));
            default ->
                told.addAll(between(stood, StateFromSteps.readAlarm(List.of(went.step())), domain, elapsed, deadline));
        }
        told.replaceAll(alert -> on(alert, went, before.size() + 1));
        return told;
    }

    /** Told again, it is the same alert. */
    private static Effect on(Effect alert, VacateWent went, int number) {
        var of = went.vacateId() + ":" + number + ":";
        if (alert instanceof Effect.Raise raise) {
            return new Effect.Raise(
                    raise.alert(),
                    raise.severity(),
                    raise.subject(),
                    raise.summary(),
                    Optional.of(new Effect.Occasion(of + raise.alert(), went.at())));
        }
        return alert instanceof Effect.Clear clear
                ? new Effect.Clear(
                        clear.alert(),
                        clear.subject(),
                        clear.summary(),
                        Optional.of(new Effect.Occasion(of + clear.alert() + ":cleared", went.at())))
                : alert;
    }

    private static List<Effect> effects(Alarm alarm, DomainRef domain, Duration elapsed, Duration deadline) {
        var subject = domain.uuid().toString();
        String after = "%s still holds its machine %d ms after the rental was heard of"
                .formatted(name(domain), elapsed.toMillis());
        return switch (alarm) {
            case NONE -> List.of();
            case NEAR_MISS ->
                List.of(raise(
                        "VacateNearMiss",
                        Severity.WARNING,
                        subject,
                        "%s; %d ms are left"
                                .formatted(after, deadline.minus(elapsed).toMillis())));
            case BREACH ->
                List.of(
                        raise(
                                "VacateLate",
                                Severity.PAGE,
                                subject,
                                "%s; %d ms were allowed".formatted(after, deadline.toMillis())),
                        raise("MachineBroken", Severity.PAGE, subject, after + ", and SIGKILL has not ended it"));
            case COLLATERAL ->
                List.of(raise(
                        "VacateCollateral",
                        Severity.PAGE,
                        subject,
                        after
                                + "; at about 20 s after the renter's request its DBC node kills every domain"
                                + " on the host"));
            case GIVEN_UP -> List.of();
        };
    }

    /** From the first after {@code before} to {@code alarm}. */
    private static List<Effect> between(
            Alarm before, Alarm alarm, DomainRef domain, Duration elapsed, Duration deadline) {
        return Arrays.stream(Alarm.values())
                .filter(earlier -> earlier.compareTo(before) > 0 && earlier.compareTo(alarm) <= 0)
                .flatMap(earlier -> effects(earlier, domain, elapsed, deadline).stream())
                .toList();
    }

    /** The machine is free: none of them stands any longer. */
    private static List<Effect> clearing(DomainRef domain, Duration took) {
        var subject = domain.uuid().toString();
        String summary = "%s is released, %d ms after the rental was heard of".formatted(name(domain), took.toMillis());
        return List.of(
                new Effect.Clear("VacateNearMiss", subject, summary),
                new Effect.Clear("VacateLate", subject, summary),
                new Effect.Clear("MachineBroken", subject, summary),
                new Effect.Clear("VacateCollateral", subject, summary));
    }

    private static String name(DomainRef domain) {
        return "owner domain %s (%s)".formatted(domain.name(), domain.uuid());
    }

    private static Effect raise(String alert, Severity severity, String subject, String summary) {
        return new Effect.Raise(alert, severity, subject, summary);
    }
}
