package io.dbcpool.agent.health;

import io.dbcpool.agent.loop.AgentLoop;
import io.dbcpool.agent.machine.HypervisorLink;
import io.dbcpool.agent.machine.HypervisorLink.Away;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means that every hypervisor has answered since the start. One that is lost later is told in the data and by
 * {@code dbcpool_hypervisor_connected}: the agent still does its job for the others, and connects again by itself.
 */
@Readiness
@Singleton
public class HypervisorCheck implements HealthCheck {

    private final AgentLoop loop;

    @Inject
    HypervisorCheck(AgentLoop loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("hypervisor").up();
        for (var watched : loop.machines()) {
            var state = watched.state();
            var machine = state.claims().machine();
            answer.withData(machine.name(), "%s %s".formatted(machine.libvirt(), say(state.link())));
            if (!state.link().wasEverUp()) {
                answer.down();
            }
        }
        return answer.build();
    }

    private static String say(HypervisorLink link) {
        if (link instanceof Away away) {
            return "away since %s: %s".formatted(away.since(), away.reason());
        }
        return link.isUp() ? "answers" : "not asked yet";
    }
}
