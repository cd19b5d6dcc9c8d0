package io.dbcpool.host.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The steps of the guide for a DBC compute node. It has no step H, and no version of it ever had. */
public enum Step {
    A("system and packages"),
    B("the data disk"),
    C("virtualisation and network filter"),
    D("IOMMU"),
    E("GPUs set aside for guests"),
    F("devices bound, and nobody else's"),
    G("libvirtd for the DBC node"),
    I("the DBC node"),
    J("images"),
    K("the machine's key"),
    L("check_env"),
    M("tests in the guest, and the guest's network"),
    N("seen in the DBC network"),
    O("on chain"),
    OURS("what dbc-pool needs");

    private final String title;

    Step(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** {@code A}, or {@code ours}. */
    public String word() {
        return this == OURS ? "ours" : name();
    }

    /** In either case. */
    public static Optional<Step> find(String word) {
        return Arrays.stream(values())
                .filter(step -> step.name().equals(word.strip().toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
