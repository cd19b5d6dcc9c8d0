package io.dbcpool.endtoend.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A line of {@code deploy/kafka/acls.tsv}. */
record Right(String principal, String right, String topic) {

    private static final Path FILE = Repository.root().resolve("deploy/kafka/acls.tsv");

    static List<Right> all() {
        return Repository.read(FILE)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(words -> new Right(words[0], words[1], words[2]))
                .toList();
    }

    static Set<String> principals() {
        return all().stream().map(Right::principal).collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> topics(String principal, String right) {
        return all().stream()
                .filter(one -> one.principal().equals(principal) && one.right().equals(right))
                .map(Right::topic)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As {@code deploy/kafka/acls} gives it. */
    List<AclBinding> bindings() {
        var operations = right.equals("write")
                ? List.of(AclOperation.WRITE, AclOperation.DESCRIBE, AclOperation.CREATE)
                : List.of(AclOperation.READ, AclOperation.DESCRIBE);
        return operations.stream()
                .map(operation -> new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                        new AccessControlEntry("User:" + principal, "*", operation, AclPermissionType.ALLOW)))
                .toList();
    }
}
