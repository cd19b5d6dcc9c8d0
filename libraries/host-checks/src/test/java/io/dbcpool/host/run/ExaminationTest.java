package io.dbcpool.host.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.check.CheckList;
import io.dbcpool.host.linux.TimedProbe;
import io.dbcpool.host.probe.Answer.Absent;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.HostProbe;
import io.dbcpool.host.probe.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ExaminationTest {

    private static final Scope SCOPE = Scope.bare(Instant.parse("2026-11-28T03:00:00Z"), true);

    /** Generous, for a machine that does much else; without limits it would hang for ever. */
    @Test
    @Timeout(120)
    void aHostThatAnswersNothingAtAllStillEndsInTime() throws InterruptedException {
        var never = new CountDownLatch(1);
        HostProbe hanging = question -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Absent();
        };

        var checks = Examination.of(new Host(SCOPE, new TimedProbe(hanging)), CheckList.all(), Duration.ofSeconds(3));

        assertThat(checks).hasSameSizeAs(CheckList.all()).allMatch(check -> check.state() == State.CANNOT_TELL);
        assertThat(checks).extracting(Check::found).allMatch(found -> !found.isBlank());
        never.countDown();
    }

    @Test
    void aQuestionThatHangsKeepsNoOtherFromBeingAnswered() throws InterruptedException {
        var never = new CountDownLatch(1);
        HostProbe host = question -> {
            if (question.subject().equals("/etc/os-release")) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return new Absent();
        };

        var checks = Examination.of(new Host(SCOPE, new TimedProbe(host)), CheckList.all(), Duration.ofSeconds(60));

        assertThat(checks)
                .filteredOn(check -> check.id().equals("system-release"))
                .extracting(Check::found)
                .containsExactly("read /etc/os-release: no answer within 2 s");
        assertThat(checks).filteredOn(check -> check.state() == State.WRONG).hasSizeGreaterThan(5);
        never.countDown();
    }

    @Test
    void aDefectInACheckIsNoDefectOfTheOthers() throws InterruptedException {
        HostProbe broken = question -> {
            throw new IllegalStateException("a defect");
        };

        assertThat(Examination.of(new Host(SCOPE, new TimedProbe(broken)), CheckList.all(), Duration.ofSeconds(60)))
                .extracting(Check::state)
                .containsOnly(State.CANNOT_TELL);
    }
}
