package io.dbcpool.console.trace;

import static io.dbcpool.console.Told.MACHINE;
import static io.dbcpool.console.Told.OWNERS;
import static io.dbcpool.console.Told.at;
import static io.dbcpool.console.Told.id;

import io.dbcpool.console.Told;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.Evidence;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.ReleaseProof;
import io.dbcpool.events.SignalHeard;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStep;
import io.dbcpool.events.VacateStepTaken;
import io.dbcpool.values.Word;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The records of a rental, as the services write them. The first word is heard at second 0. */
public final class Story {

    public static final String KEY = MACHINE + ":" + at(0);
    private static final Trigger TRIGGER = Trigger.of(Source.BROADCAST, Via.DIRECT, at(0));

    private final List<TopicRecord> records = new ArrayList<>();

    private Story() {}

    public static Story empty() {
        return new Story();
    }

    /** A guest that is asked, told and killed, and is off after {@code elapsedMillis}. */
    public static Story of(long elapsedMillis) {
        return empty().with("dbc.broadcasts", "broadcast-listener", "b1", Told.broadcast(Word.RENTING, 0.002), 0.010)
                .with("dbc.vacates", "rental-watcher", "v:started", started("v", OWNERS), 0.012)
                .with("dbc.vacates", "rental-watcher", "v:1", taken("v", "ask", 1, ""), 0.013)
                .with("dbc.vacates", "rental-watcher", "v:2", taken("v", "term", 5_000, ""), 5.010)
                .with("dbc.vacates", "rental-watcher", "v:3", taken("v", "term-sent", 5_002, "SIGTERM to 4711"), 5.010)
                .with(
                        "dbc.vacates",
                        "rental-watcher",
                        "v:completed",
                        completed("v", OWNERS, elapsedMillis),
                        elapsedMillis / 1000.0 + 0.7);
    }

    public Story with(String topic, String service, String ceId, PoolEvent event, double sentAt) {
        records.add(record(topic, service, ceId, event, sentAt));
        return this;
    }

    public List<TopicRecord> records() {
        return List.copyOf(records);
    }

    static TopicRecord record(String topic, String service, String ceId, PoolEvent event, double sentAt) {
        return new TopicRecord(
                new Envelope(ceId, "/dbcpool/p/%s/host-1".formatted(service), at(sentAt - 0.005), event),
                topic,
                2,
                4711,
                at(sentAt));
    }

    static VacateStarted started(String vacate, DomainRef domain) {
        return new VacateStarted(id(vacate), KEY, "host-1/p", MACHINE, domain, TRIGGER, at(10), at(0.001));
    }

    static VacateStepTaken taken(String vacate, String name, long atMillis, String note) {
        return new VacateStepTaken(id(vacate), MACHINE, new VacateStep(name, atMillis), millis(atMillis), note);
    }

    static VacateCompleted completed(String vacate, DomainRef domain, long elapsedMillis) {
        boolean onTime = elapsedMillis <= 10_000;
        return new VacateCompleted(
                id(vacate),
                KEY,
                "host-1/p",
                MACHINE,
                domain,
                TRIGGER,
                at(10),
                at(0.001),
                Optional.of(millis(elapsedMillis)),
                Optional.of(millis(elapsedMillis + 80)),
                elapsedMillis,
                10_000 - elapsedMillis,
                EndedBy.TERM,
                onTime ? Outcome.ON_TIME : Outcome.LATE,
                List.of(
                        new VacateStep("begun", 1),
                        new VacateStep("ask", 1),
                        new VacateStep("term", 5_000),
                        new VacateStep("term-sent", 5_002),
                        new VacateStep("released", elapsedMillis),
                        new VacateStep("domain-off", elapsedMillis + 80)),
                List.of(),
                false,
                Optional.of(new Evidence(
                        List.of(
                                signal(Via.DIRECT, "192.0.2.11:55555", 0),
                                signal(Via.KAFKA, "dbc.broadcasts/2/4711", 0.020)),
                        0,
                        List.of(new ReleaseProof(
                                ReleaseProof.Thing.PROCESS,
                                ReleaseProof.State.RELEASED,
                                Optional.of(elapsedMillis),
                                "QEMU 4711")),
                        new Evidence.Versions("0.1.0", "17", "Linux"))),
                "AAAA",
                "0".repeat(64),
                "1".repeat(64),
                "0123456789abcdef",
                "AAAA");
    }

    private static SignalHeard signal(Via via, String from, double at) {
        return new SignalHeard(
                Source.BROADCAST,
                via,
                "renting",
                at(0),
                at(at),
                at(at),
                1,
                from,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("AAAA"));
    }

    private static Instant millis(long millis) {
        return Told.START.plusMillis(millis);
    }
}
