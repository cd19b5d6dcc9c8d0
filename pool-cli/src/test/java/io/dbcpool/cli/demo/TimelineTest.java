package io.dbcpool.cli.demo;

import static io.dbcpool.cli.demo.Stories.DOMAIN;
import static io.dbcpool.cli.demo.Stories.HEARD;
import static io.dbcpool.cli.demo.Stories.MACHINE;
import static io.dbcpool.cli.demo.Stories.SAID;
import static io.dbcpool.cli.demo.Stories.TRIGGER;
import static io.dbcpool.cli.demo.Stories.VACATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStep;
import io.dbcpool.events.VacateStepTaken;
import io.dbcpool.values.Word;
import org.junit.jupiter.api.Test;

class TimelineTest {

    @Test
    void storyIsToldInTheOrderInWhichItHappened() {
        var timeline = new Timeline(SAID);
        timeline.add(SAID, "DBC node", "says 'renting', datagram 1");
        timeline.add(new VacateStarted(
                VACATE, "rental", "watcher", MACHINE, DOMAIN, TRIGGER, HEARD.plusSeconds(10), HEARD.plusMillis(1)));
        timeline.add(step("term", 5_000, "SIGTERM to process 4711"));
        timeline.add(step("ask", 1, ""));
        timeline.add(heard(Word.EMPTY, 1));
        timeline.add(heard(Word.RENTING, 5));
        timeline.add(heard(Word.RENTING, 2_005));
        timeline.add(Stories.receipt(Outcome.ON_TIME));
        timeline.add(SAID.plusMillis(5_310), "seen from outside", "owner-vm is off");

        assertThat(timeline.lines())
                .containsExactly(
                        "      0 ms  DBC node           says 'renting', datagram 1",
                        "      3 ms  dbc.vacates        the watcher hears of it: broadcast, direct",
                        "      4 ms  dbc.vacates        owner-vm has to be off by 10003 ms",
                        "      4 ms  dbc.vacates        ask",
                        "      5 ms  dbc.broadcasts     the listener hears 'renting' from 127.0.0.1:40000",
                        "   5003 ms  dbc.vacates        term: SIGTERM to process 4711",
                        "   5310 ms  seen from outside  owner-vm is off",
                        "   5317 ms  dbc.vacates        receipt: on time, ended by term");
    }

    private static VacateStepTaken step(String name, long atMillis, String note) {
        return new VacateStepTaken(VACATE, MACHINE, new VacateStep(name, atMillis), HEARD.plusMillis(atMillis), note);
    }

    private static BroadcastHeard heard(Word word, long atMillis) {
        var at = SAID.plusMillis(atMillis);
        return new BroadcastHeard(MACHINE, word, "127.0.0.1:40000", at, 1, at, at);
    }
}
