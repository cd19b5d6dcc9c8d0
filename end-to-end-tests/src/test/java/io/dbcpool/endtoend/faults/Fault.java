package io.dbcpool.endtoend.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something that goes wrong while domains are vacated.
 *
 * @param name for the operator and for the results
 * @param guest what the owner's domains do when they are told to go
 * @param when at which moment it is injected
 * @param injection what happens then
 * @param flooded whether garbage pours onto the broadcast port all the time
 */
public record Fault(String name, Guest guest, When when, Injection injection, boolean flooded) {

    /** The datagrams a second that a flood tries to reach. */
    public static final int FLOOD_PER_SECOND = 100_000;

    /** Nothing goes wrong: what the others are compared with. */
    public static final Fault NONE = of("no fault", Guest.IGNORES_ACPI, When.BEFORE_THE_WORD, Injection.NOTHING);

    public enum Guest {
        /** It boots nothing: ignores ACPI, ends by SIGTERM. */
        IGNORES_ACPI,
        /** Its QEMU is under SIGSTOP: only SIGKILL ends it. */
        HANGS
    }

    /** A moment of a vacate, by the step that the watcher has just written down. */
    public enum When {
        BEFORE_THE_WORD(""),
        AT_BEGUN("begun"),
        AT_ASK("ask"),
        AT_TERM("term"),
        AT_KILL("kill"),
        AT_RELEASED("released");

        private final String step;

        When(String step) {
            this.step = step;
        }

        public String step() {
            return step;
        }
    }

    /** What is done to the parts of a cell, and what makes it whole again afterwards. */
    public enum Injection {
        NOTHING {
            @Override
            void begin(Cell cell) {
                // the guest is fault enough
            }
        },
        WATCHER_KILLED {
            @Override
            void begin(Cell cell) throws Exception {
                cell.watcher().killAndStartAgain();
            }
        },
        WATCHER_KILLED_IN_A_WRITE {
            @Override
            void begin(Cell cell) throws Exception {
                cell.watcher().kill();
                cell.tearJournal();
                cell.watcher().startAgain();
            }
        },
        WATCHER_KILLED_AND_JOURNAL_DAMAGED {
            @Override
            void begin(Cell cell) throws Exception {
                cell.watcher().kill();
                cell.damageJournal();
                cell.watcher().startAgain();
            }
        },
        LIBVIRTD_RESTARTED {
            @Override
            void begin(Cell cell) {
                cell.libvirtd().restart();
            }
        },
        LIBVIRTD_STOPPED {
            @Override
            void begin(Cell cell) {
                cell.libvirtd().freeze();
            }

            @Override
            void end(Cell cell) {
                cell.libvirtd().thaw();
            }
        },
        LIBVIRTD_KILLED {
            @Override
            void begin(Cell cell) {
                cell.libvirtd().kill();
            }

            @Override
            void end(Cell cell) {
                cell.libvirtd().start();
            }
        },
        BROKER_KILLED {
            @Override
            void begin(Cell cell) throws Exception {
                cell.broker().kill();
            }

            @Override
            void end(Cell cell) throws Exception {
                cell.broker().restart();
            }
        },
        QEMU_STOPPED {
            @Override
            void begin(Cell cell) {
                cell.freezeDomains();
            }
        };

        abstract void begin(Cell cell) throws Exception;

        void end(Cell cell) throws Exception {
            // most are over by themselves
        }
    }

    /** Whether a watcher starts in its midst, and has what is left of ten seconds for it. */
    boolean startsAWatcher() {
        return injection == Injection.WATCHER_KILLED
                || injection == Injection.WATCHER_KILLED_IN_A_WRITE
                || injection == Injection.WATCHER_KILLED_AND_JOURNAL_DAMAGED;
    }

    public String label() {
        return flooded ? name + " under a flood" : name;
    }

    Fault underAFlood() {
        return new Fault(name, guest, when, injection, true);
    }

    /** Each of them, without and then with a flood. */
    public static List<Fault> all() {
        var plain = plain();
        return Stream.concat(plain.stream(), plain.stream().map(Fault::underAFlood))
                .toList();
    }

    private static List<Fault> plain() {
        var faults = new ArrayList<Fault>();
        faults.add(NONE);
        faults.add(of("QEMU stopped before the word", Guest.HANGS, When.BEFORE_THE_WORD, Injection.NOTHING));
        faults.add(of("QEMU stopped at ask", Guest.IGNORES_ACPI, When.AT_ASK, Injection.QEMU_STOPPED));
        for (When when : List.of(When.AT_BEGUN, When.AT_ASK, When.AT_TERM, When.AT_KILL, When.AT_RELEASED)) {
            faults.add(of("watcher killed at " + when.step(), guestUntil(when), when, Injection.WATCHER_KILLED));
        }
        faults.add(of(
                "watcher killed at ask in the middle of a write",
                Guest.IGNORES_ACPI,
                When.AT_ASK,
                Injection.WATCHER_KILLED_IN_A_WRITE));
        faults.add(of(
                "watcher killed at ask and its journal damaged",
                Guest.IGNORES_ACPI,
                When.AT_ASK,
                Injection.WATCHER_KILLED_AND_JOURNAL_DAMAGED));
        for (When when : When.values()) {
            faults.add(libvirtd("restarted", when, Injection.LIBVIRTD_RESTARTED));
            faults.add(libvirtd("stopped", when, Injection.LIBVIRTD_STOPPED));
            faults.add(libvirtd("killed", when, Injection.LIBVIRTD_KILLED));
        }
        for (When when : List.of(When.BEFORE_THE_WORD, When.AT_ASK, When.AT_RELEASED)) {
            faults.add(of("broker killed " + at(when), Guest.IGNORES_ACPI, when, Injection.BROKER_KILLED));
        }
        return List.copyOf(faults);
    }

    private static Fault libvirtd(String what, When when, Injection injection) {
        return of("libvirtd %s %s".formatted(what, at(when)), guestUntil(when), when, injection);
    }

    /** One that ends by SIGTERM would never be killed. */
    private static Guest guestUntil(When when) {
        return when == When.AT_KILL ? Guest.HANGS : Guest.IGNORES_ACPI;
    }

    private static String at(When when) {
        return when == When.BEFORE_THE_WORD ? "before the word" : "at " + when.step();
    }

    private static Fault of(String name, Guest guest, When when, Injection injection) {
        return new Fault(name, guest, when, injection, false);
    }
}
