package io.dbcpool.host.check;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import java.util.function.Function;

/**
 * One thing that has to be so.
 *
 * @param id stable, for a program
 * @param wanted what should be so
 * @param why what it costs when it is not
 * @param source where it is written
 * @param look ends with {@link CannotTell} where the host does not say
 */
public record HostCheck(
        String id, Step step, String title, String wanted, String why, String source, Function<Host, Finding> look) {

    /** Never throws: what this cannot make sense of it cannot tell, and the other checks go on. */
    public Check of(Host host) {
        return item(find(host));
    }

    public Check item(Finding finding) {
        return new Check(id, step.word(), title, finding.state(), finding.found(), wanted, why, finding.fix(), source);
    }

    private Finding find(Host host) {
        try {
            return look.apply(host);
        } catch (CannotTell e) {
            return Finding.cannotTell(e.reason(), e.fix());
        } catch (RuntimeException e) {
            return Finding.cannotTell(
                    "what the host says has a form that this check does not know (%s)".formatted(e),
                    "tell the makers of dbc-pool, with a record of the host (--record)");
        }
    }
}
