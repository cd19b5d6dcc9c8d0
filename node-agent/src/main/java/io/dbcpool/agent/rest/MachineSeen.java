package io.dbcpool.agent.rest;

import io.dbcpool.agent.machine.HypervisorLink.Away;
import io.dbcpool.agent.machine.MachineState;
import io.dbcpool.agent.machine.Observation.WordsHeard;
import io.dbcpool.agent.picture.ActiveDomain;
import io.dbcpool.agent.readiness.ReadinessChecks;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A machine as {@code GET /machines} shows it.
 *
 * @param connected whether its hypervisor answers; if not, {@code domains} are the last that were seen
 * @param away why it does not
 * @param word the last word that counted, which an earlier agent may have heard
 * @param lastHeard the last broadcast since this agent started
 */
public record MachineSeen(
        MachineId machineId,
        String name,
        String libvirt,
        boolean connected,
        Optional<String> away,
        List<ActiveDomain> domains,
        List<String> unmatchedOwnDomains,
        List<String> refusedOwnDomains,
        Optional<Word> word,
        Optional<LastHeard> lastHeard,
        List<Check> readiness) {

    public record LastHeard(Word word, String sender, Instant at) {

        static LastHeard of(WordsHeard heard) {
            return new LastHeard(heard.last(), heard.sender(), heard.at());
        }
    }

    static MachineSeen of(MachineState state, Instant now) {
        var machine = state.claims().machine();
        return new MachineSeen(
                machine.id(),
                machine.name(),
                machine.libvirt().toString(),
                state.link().isUp(),
                state.link() instanceof Away away ? Optional.of(away.reason()) : Optional.empty(),
                state.picture().active(),
                state.findings().unmatched(),
                state.findings().refused(),
                state.picture().word(),
                state.lastHeard().map(LastHeard::of),
                ReadinessChecks.of(state, now).checks());
    }
}
