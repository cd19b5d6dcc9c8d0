package io.dbcpool.host.probe;

import io.dbcpool.host.probe.Answer.Unknown;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** All that a host was asked at one time, and what it answered: the fake of a {@link HostProbe}, and its memory. */
public record HostRecord(Scope scope, NavigableMap<Question, Answer> answers) implements HostProbe {

    public HostRecord {
        answers = Collections.unmodifiableNavigableMap(new TreeMap<>(answers));
    }

    /** As if the host were asked again: what it was not asked then it does not know now. */
    @Override
    public Answer ask(Question question) {
        Answer answer = answers.get(question);
        return answer == null ? new Unknown("it was not looked at") : answer;
    }

    /** The same host with other answers. */
    public HostRecord with(Map<Question, Answer> changes) {
        var changed = new TreeMap<>(answers);
        changed.putAll(changes);
        return new HostRecord(scope, changed);
    }

    public HostRecord with(Scope other) {
        return new HostRecord(other, answers);
    }

    public Host host() {
        return new Host(scope, this);
    }
}
