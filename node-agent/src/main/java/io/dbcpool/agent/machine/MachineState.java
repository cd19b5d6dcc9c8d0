package io.dbcpool.agent.machine;

import io.dbcpool.agent.machine.Observation.HostExamined;
import io.dbcpool.agent.machine.Observation.Tick;
import io.dbcpool.agent.machine.Observation.WordsHeard;
import io.dbcpool.agent.picture.ActiveDomain;
import io.dbcpool.agent.picture.DomainParts;
import io.dbcpool.agent.picture.HeardWord;
import io.dbcpool.agent.picture.Picture;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.ownership.Classified;
import io.dbcpool.values.Word;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the agent knows of one machine. Each observation makes a new one of it.
 *
 * @param startedAt when the agent began to watch
 * @param lastHeard the last broadcast, whatever it said
 * @param pictureLost why the picture could not be kept on disk; empty if it was
 * @param host what was last seen of its host
 */
public record MachineState(
        Claims claims,
        Picture picture,
        HeardWord heardWord,
        HypervisorLink link,
        OwnDomainFindings findings,
        Instant startedAt,
        Optional<WordsHeard> lastHeard,
        Optional<Tick> lastTick,
        Optional<String> pictureLost,
        HostView host) {

    /** @param picture the last one before the agent was started */
    public static MachineState start(Claims claims, Picture picture, Instant startedAt) {
        return new MachineState(
                claims,
                picture,
                HeardWord.of(picture.word()),
                new HypervisorLink.Unasked(),
                OwnDomainFindings.NONE,
                startedAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                HostView.UNSEEN);
    }

    MachineState onExamined(HostExamined seen) {
        return withHost(host.with(seen));
    }

    MachineState onKey(KeyState seen) {
        return withHost(host.with(seen));
    }

    MachineState onOrders(NodeOrders listed) {
        return withHost(host.with(listed));
    }

    private MachineState withHost(HostView seen) {
        return new MachineState(
                claims, picture, heardWord, link, findings, startedAt, lastHeard, lastTick, pictureLost, seen);
    }

    MachineState onListed(List<ListedDomain> domains, Instant at) {
        var ours = domains.stream()
                .filter(domain -> claims.mayBeOurs(domain.definition()))
                .toList();
        var active = ours.stream()
                .filter(ListedDomain::active)
                .map(domain -> classify(domain.definition()))
                .toList();
        var definitions = ours.stream().map(ListedDomain::definition).toList();
        return with(
                picture.withActive(active),
                heardWord,
                link.onAnswer(at),
                OwnDomainFindings.of(claims.own(), definitions));
    }

    MachineState onActive(DomainDefinition definition) {
        return claims.mayBeOurs(definition) ? with(picture.with(classify(definition)), heardWord) : this;
    }

    MachineState onOff(UUID uuid) {
        return with(picture.without(uuid), heardWord);
    }

    MachineState onAway(Instant at, String reason) {
        return with(picture, heardWord, link.onSilence(at, reason), findings);
    }

    MachineState onWords(WordsHeard heard) {
        var next = heard.renting() ? heardWord.onWord(Word.RENTING, heard.nanos()) : heardWord;
        next = next.onWord(heard.last(), heard.nanos());
        return new MachineState(
                claims,
                withWord(next),
                next,
                link,
                findings,
                startedAt,
                Optional.of(heard),
                lastTick,
                pictureLost,
                host);
    }

    MachineState onTick(Tick tick) {
        var next = heardWord.onTime(tick.nanos());
        return new MachineState(
                claims,
                withWord(next),
                next,
                link,
                findings,
                startedAt,
                lastHeard,
                Optional.of(tick),
                pictureLost,
                host);
    }

    public MachineState withPictureLost(Optional<String> reason) {
        return new MachineState(
                claims, picture, heardWord, link, findings, startedAt, lastHeard, lastTick, reason, host);
    }

    private Picture withWord(HeardWord next) {
        return next.word().map(picture::withWord).orElse(picture);
    }

    private MachineState with(Picture picture, HeardWord heardWord) {
        return with(picture, heardWord, link, findings);
    }

    private MachineState with(Picture picture, HeardWord heardWord, HypervisorLink link, OwnDomainFindings findings) {
        return new MachineState(
                claims, picture, heardWord, link, findings, startedAt, lastHeard, lastTick, pictureLost, host);
    }

    private ActiveDomain classify(DomainDefinition definition) {
        Classified classified = claims.own().classify(definition);
        return new ActiveDomain(
                definition.uuid(),
                definition.name(),
                classified.ownership(),
                classified.reason(),
                Optional.of(new DomainParts(definition.hostDevices(), definition.diskSources())));
    }
}
