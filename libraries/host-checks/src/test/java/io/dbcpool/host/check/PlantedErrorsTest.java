package io.dbcpool.host.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.hosts.RecordedHost;
import io.dbcpool.host.hosts.RightHosts;
import io.dbcpool.host.hosts.WrongHosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An error is planted in each check, one after the other: the table of recorded hosts has to notice every one. */
class PlantedErrorsTest {

    /** These two have nothing that is wrong: a version is only told, and a clock without a witness may be right. */
    private static final Set<String> ONLY_TELLS = Set.of("dbc-version", "clock-in-step");

    private static final List<RecordedHost> HOSTS = Stream.of(RightHosts.list(), WrongHosts.list())
            .flatMap(List::stream)
            .toList();

    /** What a check says instead of what it should say. */
    enum Planted {
        ALWAYS_OK,
        ALWAYS_WARNING,
        ALWAYS_WRONG,
        NEVER_CAN_TELL,
        /** Right hosts notice it as well as wrong ones. */
        NEGATED,
        /** Only hosts that have the fault notice it, as the next. */
        BLIND_TO_THE_FAULT,
        TOO_MILD_OR_TOO_HARSH,
        /** Only hosts that do not say notice it, as the next. */
        CREDULOUS,
        SUSPICIOUS;

        State instead(State state) {
            boolean bad = state == State.WARNING || state == State.WRONG;
            boolean unknown = state == State.CANNOT_TELL;
            return switch (this) {
                case ALWAYS_OK -> State.OK;
                case ALWAYS_WARNING -> State.WARNING;
                case ALWAYS_WRONG -> State.WRONG;
                case NEVER_CAN_TELL -> State.CANNOT_TELL;
                case NEGATED -> unknown ? state : bad ? State.OK : State.WRONG;
                case BLIND_TO_THE_FAULT -> bad ? State.OK : state;
                case TOO_MILD_OR_TOO_HARSH -> !bad ? state : state == State.WRONG ? State.WARNING : State.WRONG;
                case CREDULOUS -> unknown ? State.OK : state;
                case SUSPICIOUS -> unknown ? State.WRONG : state;
            };
        }

        HostCheck in(HostCheck check) {
            return new HostCheck(
                    check.id(), check.step(), check.title(), check.wanted(), check.why(), check.source(), host -> {
                        var found = check.of(host);
                        return new Finding(instead(found.state()), found.found(), found.fix());
                    });
        }

        boolean needsAFault() {
            return this == BLIND_TO_THE_FAULT || this == TOO_MILD_OR_TOO_HARSH;
        }
    }

    private static boolean isNoticed(HostCheck check) {
        return HOSTS.stream()
                .anyMatch(host ->
                        check.of(host.record().host()).state() != host.differs().getOrDefault(check.id(), State.OK));
    }

    @ParameterizedTest
    @EnumSource
    void theTableNoticesIt(Planted planted) {
        var unnoticed = new ArrayList<String>();
        for (HostCheck check : CheckList.all()) {
            boolean cannotBePlanted = planted.needsAFault() && ONLY_TELLS.contains(check.id());
            if (!cannotBePlanted && !isNoticed(planted.in(check))) {
                unnoticed.add(check.id());
            }
        }

        assertThat(unnoticed).isEmpty();
    }
}
