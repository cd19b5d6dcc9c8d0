package io.dbcpool.host.hosts;

import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Answer.Absent;
import io.dbcpool.host.probe.Answer.Fields;
import io.dbcpool.host.probe.Answer.Names;
import io.dbcpool.host.probe.Answer.Text;
import io.dbcpool.host.probe.Answer.Unknown;
import io.dbcpool.host.probe.Question;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Answers being written down. A file is in its folder by being there. */
public final class Answers {

    private final TreeMap<Question, Answer> answers = new TreeMap<>();

    public Answers file(String path, String text) {
        inFolder(path);
        return put(Kind.READ, path, new Text(text));
    }

    /** In the pool's state folder. */
    public Answers kept(String path, String text) {
        return put(Kind.KEPT, path, new Text(text));
    }

    public Answers unreadable(String path) {
        inFolder(path);
        return put(Kind.READ, path, new Unknown("no permission"));
    }

    public Answers folder(String path, String... names) {
        return put(Kind.LIST, path, new Names(List.of(names)));
    }

    public Answers link(String path, String target) {
        return put(Kind.LINK, path, new Text(target));
    }

    public Answers look(String path, String type, String mode, long modified) {
        return put(
                Kind.LOOK,
                path,
                new Fields(Map.of(
                        "type",
                        type,
                        "mode",
                        mode,
                        "owner",
                        "0",
                        "group",
                        "0",
                        "size",
                        "1",
                        "modified",
                        String.valueOf(modified))));
    }

    public Answers run(String subject, String output) {
        return put(Kind.RUN, subject, new Text(output));
    }

    public Answers names(Kind kind, String subject, String... names) {
        return put(kind, subject, new Names(List.of(names)));
    }

    public Answers fields(Kind kind, String subject, Map<String, String> fields) {
        return put(kind, subject, new Fields(fields));
    }

    public Answers absent(Kind kind, String subject) {
        return put(kind, subject, new Absent());
    }

    public Answers unknown(Kind kind, String subject, String reason) {
        return put(kind, subject, new Unknown(reason));
    }

    public Answers put(Kind kind, String subject, Answer answer) {
        answers.put(Question.of(kind, subject), answer);
        return this;
    }

    private void inFolder(String path) {
        int slash = path.lastIndexOf('/');
        var folder = Question.of(Kind.LIST, path.substring(0, slash));
        var names = new TreeSet<String>();
        if (answers.get(folder) instanceof Names there) {
            names.addAll(there.names());
        }
        names.add(path.substring(slash + 1));
        answers.put(folder, new Names(names.stream().toList()));
    }

    public Map<Question, Answer> answers() {
        return answers;
    }
}
