package io.dbcpool.events;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import io.dbcpool.values.Word;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The records of the golden files: one rental of one machine, as each topic tells it. */
final class GoldenRecords {

    static final MachineId MACHINE = new MachineId("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    private static final DomainRef OWNERS_DOMAIN =
            new DomainRef("owner-vm-1", UUID.fromString("5d4f7a0e-9a53-4c35-8f0b-0f6b2f7d3c11"));
    private static final DomainRef RENTERS_DOMAIN =
            new DomainRef("1653545731ef4a5a8d1e", UUID.fromString("b1d6b3d4-6a0c-4f5c-a1ce-3a1a0d6f2e70"));
    private static final UUID VACATE = UUID.fromString("0193591c-7d2a-7c4e-9f3b-5a6c1e8d2b40");
    private static final String ACTOR = "gpu-host-1/seoul-1";
    private static final Instant HEARD = Instant.parse("2026-11-24T03:00:00.123456Z");
    private static final Trigger BROADCAST = Trigger.of(Trigger.Source.BROADCAST, Trigger.Via.DIRECT, HEARD);
    private static final Trigger BLOCK = new Trigger(
            Trigger.Source.FINALIZED_BLOCK,
            Trigger.Via.KAFKA,
            HEARD,
            Optional.of(new RentOrderId(1_234)),
            Optional.of(new BlockNumber(9_876_543)),
            Optional.of(Instant.parse("2026-11-24T02:59:54Z")));

    private GoldenRecords() {}

    /** By file, {@code <topic>/<name>}. */
    static Map<String, Envelope> all() {
        var records = new LinkedHashMap<String, Envelope>();
        broadcasts(records);
        node(records);
        chain(records);
        signing(records);
        bonding(records);
        vacates(records);
        alerts(records);
        return records;
    }

    private static void broadcasts(Map<String, Envelope> records) {
        add(
                records,
                "heard",
                "broadcast-listener",
                new BroadcastHeard(MACHINE, Word.RENTING, "192.0.2.11:55555", HEARD, 1, HEARD, HEARD));
        add(
                records,
                "repeated",
                "broadcast-listener",
                new BroadcastHeard(
                        MACHINE, Word.RENTING, "192.0.2.11:55555", after(1_000), 5, after(50), after(1_000)));
        add(
                records,
                "rejected",
                "broadcast-listener",
                new BroadcastRejected(
                        "unknown-machine",
                        "wanted a machine of the pool, found %s".formatted(MACHINE),
                        "198.51.100.7:40000",
                        HEARD,
                        131,
                        "eyJub2RlX2lkIjoi",
                        41,
                        Optional.of(MACHINE)));
        add(
                records,
                "rejected-of-no-machine",
                "broadcast-listener",
                new BroadcastRejected(
                        "not-base64",
                        "wanted base64, found '!' at byte 0",
                        "198.51.100.7:40000",
                        HEARD,
                        4,
                        "ISEhIQ==",
                        0,
                        Optional.empty()));
    }

    private static void node(Map<String, Envelope> records) {
        add(
                records,
                "renter-domain-appeared",
                "node-agent",
                new NodeRental(
                        MACHINE,
                        NodeRental.Kind.RENTER_DOMAIN_APPEARED,
                        Optional.of(RENTERS_DOMAIN),
                        "its disk is in /data of the DBC node",
                        HEARD));
        add(
                records,
                "rental-begun",
                "node-agent",
                new NodeRental(
                        MACHINE,
                        NodeRental.Kind.RENTAL_BEGUN,
                        Optional.empty(),
                        "the DBC node said renting after empty",
                        HEARD));
        add(
                records,
                "readiness",
                "node-agent",
                new NodeReadiness(
                        MACHINE,
                        HEARD,
                        List.of(
                                new Check(
                                        "libvirt-reachable",
                                        "ours",
                                        "libvirt answers",
                                        NodeReadiness.State.OK,
                                        "qemu+tcp://127.0.0.1:16509/system answers in 2 ms",
                                        "an answer within 5 s",
                                        "without it the owner's VM is seen by its process only",
                                        "",
                                        "dbc-pool"),
                                new Check(
                                        "clock",
                                        "ours",
                                        "The clock is synchronised",
                                        NodeReadiness.State.CANNOT_TELL,
                                        "no time service was found",
                                        "a clock that is right to 1 s",
                                        "a deadline is counted from a block's time",
                                        "install chrony",
                                        "dbc-pool"))));
    }

    private static void chain(Map<String, Envelope> records) {
        add(
                records,
                "rental-ordered",
                "chain-bridge",
                new ChainRental(
                        MACHINE,
                        ChainRental.Kind.ORDERED,
                        Optional.of(new RentOrderId(1_234)),
                        Optional.of("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"),
                        List.of(0, 1, 2, 3),
                        new BlockNumber(9_876_543),
                        "0x4a1f5e0c3b9d7a62881e5c4f0d3b2a19f8e7d6c5b4a392817060f5e4d3c2b1a0",
                        Instant.parse("2026-11-24T02:59:54Z"),
                        ChainRental.Finality.BEST_BLOCK,
                        HEARD,
                        false));
        add(
                records,
                "rental-ended",
                "chain-bridge",
                new ChainRental(
                        MACHINE,
                        ChainRental.Kind.ENDED,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        new BlockNumber(9_890_943),
                        "0x1f0e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0",
                        Instant.parse("2026-11-25T02:59:54Z"),
                        ChainRental.Finality.FINALIZED_BLOCK,
                        Instant.parse("2026-11-25T03:00:12.5Z"),
                        true));
        add(
                records,
                "rental-retracted",
                "chain-bridge",
                new ChainRental(
                        MACHINE,
                        ChainRental.Kind.RETRACTED,
                        Optional.of(new RentOrderId(1_234)),
                        Optional.of("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"),
                        List.of(),
                        new BlockNumber(9_876_543),
                        "0x4a1f5e0c3b9d7a62881e5c4f0d3b2a19f8e7d6c5b4a392817060f5e4d3c2b1a0",
                        Instant.parse("2026-11-24T02:59:54Z"),
                        ChainRental.Finality.BEST_BLOCK,
                        HEARD,
                        false,
                        Optional.of("rent-machine"),
                        Optional.of(List.of(0, 1)),
                        Optional.of(ChainRental.Tenancy.FREE),
                        Optional.of(ChainRental.Kind.ORDERED)));
        add(records, "machine", "chain-bridge", machine());
    }

    private static void signing(Map<String, Envelope> records) {
        var requestId = UUID.fromString("2f0d1d0a-3f38-5f0e-8f3a-9b1c2d3e4f50");
        String stash = "5GepGFWGZAzhv7AmctMw8W8VA5ydQsWPe6rVUzcE2UXL45c7";
        add(records, "requested", "chain-bridge", new SigningRequest(MACHINE, requestId, stash, HEARD));
        add(
                records,
                "signed",
                "node-agent",
                new BondingSigned(
                        MACHINE,
                        requestId,
                        stash,
                        "0xaae0444dfdff72ae392db765cd0a631726fc62c6d0115be7d3e115dc2ff3d578"
                                + "2cb1cdf297c04436442fdb1b6ab9ef6ebabf8934cb12ca63e44d75e47ff10d8b",
                        after(250)));
        add(
                records,
                "refused",
                "node-agent",
                new SigningRefused(
                        MACHINE,
                        requestId,
                        SigningRefused.Refusal.OTHER_STASH,
                        "wanted the stash that the pool's file names for the machine, found another",
                        after(250)));
    }

    private static ChainMachine machine() {
        return new ChainMachine(
                MACHINE,
                Optional.of("rent-machine"),
                "StakerReportOffline",
                "reported offline by its owner in block 9876000; before that: rented",
                ChainRental.Tenancy.RENTED,
                Optional.of("5EyQ5SZ63Ycwjw2nbftpbiZNjYHaN4SWpRKfN1ZUzTskiiu7"),
                Optional.of("5GepGFWGZAzhv7AmctMw8W8VA5ydQsWPe6rVUzcE2UXL45c7"),
                Optional.of("38000"),
                Optional.of("40000"),
                Optional.of("2000"),
                Optional.of("400000"),
                Optional.of("0x1f0e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"),
                Optional.of("37.5665 N, 126.9780 E"),
                List.of("KT"),
                Optional.of("GeForceRTX2080Ti"),
                4,
                List.of(0),
                List.of(new ChainMachine.Order(
                        "rent-machine",
                        new RentOrderId(1_234),
                        "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
                        true,
                        List.of(0),
                        new BlockNumber(9_876_543),
                        new BlockNumber(9_890_943))),
                Optional.of("12.5"),
                List.of(new ChainMachine.Slash(
                        "77",
                        "800",
                        "its owner reported it offline while it was rented",
                        new BlockNumber(9_905_000),
                        new BlockNumber(9_904_999),
                        false)),
                Optional.of(211),
                new BlockNumber(9_876_600),
                "0x4a1f5e0c3b9d7a62881e5c4f0d3b2a19f8e7d6c5b4a392817060f5e4d3c2b1a0",
                Instant.parse("2026-11-24T03:05:36Z"),
                Instant.parse("2026-11-24T03:05:54.2Z"));
    }

    private static void bonding(Map<String, Envelope> records) {
        add(
                records,
                "requested",
                "pool-cli",
                new BondingRequest(
                        Optional.of(MACHINE),
                        "{\"pool\":\"seoul-1\",\"requestId\":\"2f0d1d0a-3f38-5f0e-8f3a-9b1c2d3e4f50\",\"verb\":\"online\",\"machine\":\"gpu-01\",\"arguments\":[],\"mostReservedDbc\":\"16000\",\"expiresAt\":\"2026-11-24T03:10:00Z\"}",
                        "/DgRSdjkrmQIfl84feQELBRItMK4tpkhqyHtfjg+jCaE/LcTcpAzRuhh7mGclk54+sLMO6MZ1RP4m5NtPhWIAw=="));
        add(
                records,
                "requested-of-no-machine",
                "pool-cli",
                new BondingRequest(
                        Optional.empty(),
                        "{\"pool\":\"seoul-1\",\"requestId\":\"0d5c2a77-91aa-5d1e-9f3a-9b1c2d3e4f51\",\"verb\":\"claim\",\"machine\":\"\",\"arguments\":[],\"mostReservedDbc\":\"0\",\"expiresAt\":\"2026-11-24T03:10:00Z\"}",
                        "rg2gP9xK01yhy5Xx89RMtMqbq6txG16xt/e+K9uPcmCDVpHhOvgwKZeib8zubhcoxCpLbAJySx21XDITq4GpAg=="));
        String controller = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
        add(
                records,
                "in-block",
                "chain-bridge",
                new BondingStep(
                        Optional.of(MACHINE),
                        "6b0f7c1e-2c55-5f0e-8f3a-9b1c2d3e4f50",
                        "bond-machine",
                        BondingStep.State.IN_BLOCK,
                        controller,
                        "pool-cli/gpu-host-1",
                        Optional.of(7L),
                        Optional.of("0x" + "7f".repeat(32)),
                        Optional.of(new BlockNumber(9_876_543)),
                        Optional.of("0x" + "2c".repeat(32)),
                        "it stands in block 9876543, which is not final yet",
                        Optional.empty(),
                        Optional.empty(),
                        HEARD));
        add(
                records,
                "failed-of-no-machine",
                "chain-bridge",
                new BondingStep(
                        Optional.empty(),
                        "0d5c2a77-91aa-5d1e-9f3a-9b1c2d3e4f51",
                        "claim-rewards",
                        BondingStep.State.FAILED,
                        controller,
                        "chain-bridge/gpu-host-1",
                        Optional.of(8L),
                        Optional.of("0x" + "3a".repeat(32)),
                        Optional.of(new BlockNumber(9_876_600)),
                        Optional.of("0x" + "4d".repeat(32)),
                        "the rewards could not be paid out",
                        Optional.of("OnlineProfile.ClaimRewardFailed"),
                        Optional.of("look at the stash's balance and rewards, and claim again in the next reward era"),
                        HEARD));
    }

    private static void vacates(Map<String, Envelope> records) {
        add(
                records,
                "vacate-started",
                "rental-watcher",
                new VacateStarted(
                        VACATE, rentalKey(), ACTOR, MACHINE, OWNERS_DOMAIN, BROADCAST, after(10_000), after(1)));
        add(
                records,
                "vacate-step",
                "rental-watcher",
                new VacateStepTaken(VACATE, MACHINE, new VacateStep("kill", 7_002), after(7_002), "SIGKILL to 4711"));
        add(
                records,
                "vacate-completed",
                "rental-watcher",
                new VacateCompleted(
                        VACATE,
                        rentalKey(),
                        ACTOR,
                        MACHINE,
                        OWNERS_DOMAIN,
                        BROADCAST,
                        after(10_000),
                        after(1),
                        Optional.of(after(7_031)),
                        Optional.of(after(7_110)),
                        7_031,
                        2_969,
                        VacateCompleted.EndedBy.KILL,
                        VacateCompleted.Outcome.ON_TIME,
                        List.of(
                                new VacateStep("heard", 0),
                                new VacateStep("ask", 2),
                                new VacateStep("term", 5_001),
                                new VacateStep("kill", 7_002),
                                new VacateStep("released", 7_031),
                                new VacateStep("domain-off", 7_110)),
                        List.of(),
                        false,
                        Optional.empty(),
                        GoldenReceipts.PUBLIC_KEY,
                        "0".repeat(64),
                        GoldenReceipts.HASH_1,
                        GoldenReceipts.KEY_ID,
                        GoldenReceipts.SIGNATURE_1));
        add(
                records,
                "vacate-failed",
                "rental-watcher",
                new VacateCompleted(
                        VACATE,
                        "%s:1234".formatted(MACHINE),
                        ACTOR,
                        MACHINE,
                        OWNERS_DOMAIN,
                        BLOCK,
                        after(4_000),
                        after(3),
                        Optional.empty(),
                        Optional.empty(),
                        60_000,
                        -56_000,
                        VacateCompleted.EndedBy.KILL,
                        VacateCompleted.Outcome.FAILED,
                        List.of(new VacateStep("heard", 0), new VacateStep("kill", 3)),
                        List.of("process of a remote host"),
                        true,
                        Optional.empty(),
                        GoldenReceipts.PUBLIC_KEY,
                        GoldenReceipts.HASH_1,
                        GoldenReceipts.HASH_2,
                        GoldenReceipts.KEY_ID,
                        GoldenReceipts.SIGNATURE_2));
        add(
                records,
                "vacate-with-evidence",
                "rental-watcher",
                new VacateCompleted(
                        UUID.fromString("0193591c-9e00-7a31-8b52-1f7d3c4e5a60"),
                        "%s:1234".formatted(MACHINE),
                        ACTOR,
                        MACHINE,
                        OWNERS_DOMAIN,
                        BLOCK,
                        after(4_000),
                        after(1),
                        Optional.of(after(1_310)),
                        Optional.of(after(1_402)),
                        1_310,
                        2_690,
                        VacateCompleted.EndedBy.GUEST,
                        VacateCompleted.Outcome.ON_TIME,
                        List.of(
                                new VacateStep("begun", 1),
                                new VacateStep("ask", 1),
                                new VacateStep("released", 1_310),
                                new VacateStep("domain-off", 1_402)),
                        List.of("hugepages"),
                        false,
                        Optional.of(evidence()),
                        GoldenReceipts.PUBLIC_KEY_3,
                        "0".repeat(64),
                        GoldenReceipts.HASH_3,
                        GoldenReceipts.KEY_ID_3,
                        GoldenReceipts.SIGNATURE_3));
        add(
                records,
                "machine-released",
                "rental-watcher",
                new MachineReleased(
                        MACHINE, ACTOR, "kim", "the renter left by arrangement", "rented by a broadcast", HEARD));
        add(
                records,
                "drill-completed",
                "rental-watcher",
                new DrillCompleted(
                        UUID.fromString("0193591d-0b1c-7f6a-8c2d-6e4f1a2b3c4d"),
                        MACHINE,
                        ACTOR,
                        "kim",
                        OWNERS_DOMAIN,
                        after(0),
                        Optional.of(after(9_310)),
                        Optional.of(after(9_402)),
                        new DrillCompleted.Budget(5_000, 7_000, 10_000),
                        9_310,
                        690,
                        VacateCompleted.EndedBy.KILL,
                        DrillCompleted.Outcome.FITS,
                        List.of(
                                new VacateStep("begun", 0),
                                new VacateStep("ask", 0),
                                new VacateStep("term", 5_000),
                                new VacateStep("kill", 7_001),
                                new VacateStep("released", 9_310),
                                new VacateStep("domain-off", 9_402)),
                        List.of(),
                        new DrillCompleted.Budget(4_536, 6_536, 10_000),
                        "off after 9310 ms of 10000 ms; from now on soft is 4536 ms and term 6536 ms, so that what follows fits if it takes half as long again"));
    }

    private static Evidence evidence() {
        return new Evidence(
                List.of(
                        new SignalHeard(
                                Trigger.Source.FINALIZED_BLOCK,
                                Trigger.Via.KAFKA,
                                "renting",
                                Instant.parse("2026-11-24T02:59:54Z"),
                                HEARD,
                                HEARD,
                                1,
                                "dbc.chain.rentals/2/4711",
                                Optional.of(new RentOrderId(1_234)),
                                Optional.of(new BlockNumber(9_876_543)),
                                Optional.of("0x4a1f5e0c3b9d7a62881e5c4f0d3b2a19f8e7d6c5b4a392817060f5e4d3c2b1a0"),
                                Optional.of(Instant.parse("2026-11-24T02:59:54Z")),
                                Optional.of("eyJtYWNoaW5lSWQiOiI4ZWFmIn0=")),
                        new SignalHeard(
                                Trigger.Source.BROADCAST,
                                Trigger.Via.DIRECT,
                                "renting",
                                after(800),
                                after(800),
                                after(1_300),
                                6,
                                "192.0.2.11:55555",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("ZXlKdWIyUmxYMmxrSWpvaQ=="))),
                0,
                List.of(
                        new ReleaseProof(
                                ReleaseProof.Thing.PROCESS,
                                ReleaseProof.State.RELEASED,
                                Optional.of(1_310L),
                                "QEMU process 4711, started 98765 clock ticks after the host, has ended"),
                        new ReleaseProof(
                                ReleaseProof.Thing.DEVICES,
                                ReleaseProof.State.RELEASED,
                                Optional.of(1_310L),
                                "it held /dev/vfio/17, /dev/vfio/vfio; no process on this host holds them for it any more"),
                        new ReleaseProof(
                                ReleaseProof.Thing.CGROUP,
                                ReleaseProof.State.RELEASED,
                                Optional.of(1_310L),
                                "/machine.slice/machine-qemu-1-owner.scope is empty or gone"),
                        new ReleaseProof(
                                ReleaseProof.Thing.HUGEPAGES,
                                ReleaseProof.State.NOT_OBSERVED,
                                Optional.empty(),
                                "how many huge pages are free cannot be read")),
                new Evidence.Versions("0.1.0", "17.0.17+10", "Linux 6.12.0"));
    }

    private static void alerts(Map<String, Envelope> records) {
        add(
                records,
                "raised",
                "rental-watcher",
                new Alert(
                        "VacateNearMiss",
                        Alert.Severity.WARNING,
                        Alert.State.RAISED,
                        Optional.of(MACHINE),
                        "owner-vm-1 was released after 8.412 s of 10 s",
                        "docs/runbooks/VacateNearMiss.md",
                        HEARD));
        add(
                records,
                "cleared-of-no-machine",
                "broadcast-listener",
                new Alert(
                        "OutboxStuck",
                        Alert.Severity.WARNING,
                        Alert.State.CLEARED,
                        Optional.empty(),
                        "Kafka has everything that broadcast-listener told",
                        "docs/runbooks/OutboxStuck.md",
                        HEARD));
    }

    private static void add(Map<String, Envelope> records, String name, String service, PoolEvent event) {
        String file = event.topic().topicName() + "/" + name;
        String source = "/dbcpool/seoul-1/%s/gpu-host-1".formatted(service);
        records.put(file, new Envelope(NameBasedId.of(file), source, HEARD, event));
    }

    private static String rentalKey() {
        return "%s:%s".formatted(MACHINE, HEARD);
    }

    private static Instant after(long millis) {
        return HEARD.plusMillis(millis);
    }
}
