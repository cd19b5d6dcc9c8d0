package io.dbcpool.agent.picture;

import io.dbcpool.hypervisor.ownership.Ownership;
import io.dbcpool.values.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * One machine at one moment.
 *
 * @param active by name, then by UUID, so that equal pictures are equal and changes come in the same order each time
 * @param word what its DBC node said last; empty while nothing was heard
 */
public record Picture(List<ActiveDomain> active, Optional<Word> word) {

    public static final Picture EMPTY = new Picture(List.of(), Optional.empty());

    public Picture {
        Objects.requireNonNull(word, "word");
        active = List.copyOf(active).stream()
                .sorted(Comparator.comparing(ActiveDomain::name).thenComparing(ActiveDomain::uuid))
                .toList();
    }

    public Picture withActive(List<ActiveDomain> active) {
        return new Picture(active, word);
    }

    /** With this domain, instead of what was known of it. */
    public Picture with(ActiveDomain domain) {
        var changed = new ArrayList<>(without(domain.uuid()).active);
        changed.add(domain);
        return withActive(changed);
    }

    public Picture without(UUID uuid) {
        return withActive(
                active.stream().filter(domain -> !domain.uuid().equals(uuid)).toList());
    }

    public Picture withWord(Word word) {
        return new Picture(active, Optional.of(word));
    }

    public Optional<ActiveDomain> find(UUID uuid) {
        return active.stream().filter(domain -> domain.uuid().equals(uuid)).findFirst();
    }

    public long count(Ownership ownership) {
        return active.stream().filter(domain -> domain.ownership() == ownership).count();
    }
}
