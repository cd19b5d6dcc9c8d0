package io.dbcpool.host.probe;

import io.dbcpool.host.probe.Answer.Absent;
import io.dbcpool.host.probe.Answer.Fields;
import io.dbcpool.host.probe.Answer.Names;
import io.dbcpool.host.probe.Answer.Text;
import io.dbcpool.host.probe.Answer.Unknown;
import io.dbcpool.host.probe.Question.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A host as a check reads it. Where the answer is that it cannot be known, the reader is left with a
 * {@link CannotTell}, which ends the check that asked and no other.
 */
public record Host(Scope scope, HostProbe probe) {

    private static final String MAKE_VISIBLE = "run it as root, or see what keeps it from being read";
    private static final String MAKE_ANSWER = "see what keeps it from answering";

    /** Those who are asked, and have no file that root could read. */
    private static final Set<Kind> SOMEBODY =
            EnumSet.of(Kind.LIBVIRT, Kind.DOMAIN, Kind.CLIENT_NODE, Kind.CHAIN, Kind.SERVICE, Kind.CANARY, Kind.TOPICS);

    public Optional<String> findText(Kind kind, String subject) {
        Answer answer = known(kind, subject);
        if (answer instanceof Text text) {
            return Optional.of(text.text());
        }
        return absentOr(answer, kind, subject, "a text");
    }

    public Optional<List<String>> findNames(Kind kind, String subject) {
        Answer answer = known(kind, subject);
        if (answer instanceof Names names) {
            return Optional.of(names.names());
        }
        return absentOr(answer, kind, subject, "names");
    }

    public Optional<Map<String, String>> findFields(Kind kind, String subject) {
        Answer answer = known(kind, subject);
        if (answer instanceof Fields fields) {
            return Optional.of(fields.fields());
        }
        return absentOr(answer, kind, subject, "fields");
    }

    /** A file's text; empty if there is no such file. */
    public Optional<String> findFile(String path) {
        return findText(Kind.READ, path);
    }

    /**
     * A text of the kernel's, which ends its last line and is never empty. One that does not was cut off, and what
     * stood behind would be missing from what is so.
     */
    public Optional<String> findProc(String path) {
        var text = findFile(path);
        if (text.isPresent() && !text.get().endsWith("\n")) {
            throw new CannotTell(
                    "%s is cut off: wanted a line that ends, found '%s'".formatted(path, lastLine(text.get())));
        }
        return text;
    }

    private static String lastLine(String text) {
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return last.length() > 20 ? last.substring(0, 20) + "…" : last;
    }

    /** The lines of a file, none if there is no such file. */
    public List<String> lines(String path) {
        return findFile(path).map(text -> text.lines().toList()).orElse(List.of());
    }

    /** The lines of a file of the pool's state folder, none if there is no such file. */
    public List<String> kept(String path) {
        return findText(Kind.KEPT, path).map(text -> text.lines().toList()).orElse(List.of());
    }

    /** A folder's names, none if there is no such folder. */
    public List<String> folder(String path) {
        return findNames(Kind.LIST, path).orElse(List.of());
    }

    /** The output of a command, which the host has to have. */
    public String output(HostCommand command) {
        return output(command, "");
    }

    public String output(HostCommand command, String argument) {
        String subject = argument.isEmpty() ? command.word() : command.word() + " " + argument;
        return findText(Kind.RUN, subject)
                .orElseThrow(() -> new CannotTell(
                        "this host has no " + command.line("", argument).get(0)));
    }

    /** The texts of all files of a folder with that ending, by path; those in it that cannot be read are refused. */
    public Map<String, String> filesIn(String folder, String ending) {
        var found = new TreeMap<String, String>();
        for (String name : folder(folder)) {
            if (name.endsWith(ending)) {
                String path = folder + "/" + name;
                findFile(path).ifPresent(text -> found.put(path, text));
            }
        }
        return found;
    }

    private Answer known(Kind kind, String subject) {
        var question = Question.of(kind, subject);
        Answer answer = probe.ask(question);
        if (answer instanceof Unknown unknown) {
            throw new CannotTell(
                    question.text() + ": " + unknown.reason(), SOMEBODY.contains(kind) ? MAKE_ANSWER : MAKE_VISIBLE);
        }
        return answer;
    }

    private static <T> Optional<T> absentOr(Answer answer, Kind kind, String subject, String wanted) {
        if (answer instanceof Absent) {
            return Optional.empty();
        }
        throw new CannotTell("%s: wanted %s, found %s"
                .formatted(
                        Question.of(kind, subject).text(),
                        wanted,
                        answer.getClass().getSimpleName()));
    }
}
