package io.dbcpool.host.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All checks, in the order of the guide. */
public final class CheckList {

    private static final List<HostCheck> ALL = Stream.of(
                    SystemChecks.list(),
                    DataDiskChecks.list(),
                    VirtualisationChecks.list(),
                    IommuChecks.list(),
                    GpuChecks.list(),
                    BindingChecks.list(),
                    LibvirtdChecks.list(),
                    DbcNodeChecks.list(),
                    ImageChecks.list(),
                    KeyChecks.list(),
                    VerificationChecks.list(),
                    NetworkChecks.list(),
                    BroadcastPathChecks.list(),
                    OwnDomainChecks.list(),
                    OurHostChecks.list())
            .flatMap(List::stream)
            .toList();

    private CheckList() {}

    public static List<HostCheck> all() {
        return ALL;
    }

    public static Optional<HostCheck> find(String id) {
        return ALL.stream().filter(check -> check.id().equals(id)).findFirst();
    }
}
