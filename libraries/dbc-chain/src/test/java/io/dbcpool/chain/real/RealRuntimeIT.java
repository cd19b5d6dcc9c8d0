package io.dbcpool.chain.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.chain.call.BondMessage;
import io.dbcpool.chain.call.OwnerCalls;
import io.dbcpool.chain.call.ShortRentCalls;
import io.dbcpool.chain.error.Refusal;
import io.dbcpool.chain.event.DbcEvent;
import io.dbcpool.chain.event.DbcEvents;
import io.dbcpool.chain.feed.RentalNews;
import io.dbcpool.chain.follow.ClientFeed;
import io.dbcpool.chain.follow.FollowerOptions;
import io.dbcpool.chain.follow.RentalFollower;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.chain.machine.Place;
import io.dbcpool.chain.state.MachineStateReader;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.MachineId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Against a chain that runs the real runtime, at {@code -Ddbc.chain=ws://…}: a development chain that is the tester's
 * own, with funded accounts {@code //Stash2}, {@code //Ctrl2} and {@code //Renter1}. What it takes for granted it makes
 * itself.
 */
@EnabledIfSystemProperty(named = "dbc.chain", matches = "wss?://.+")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealRuntimeIT {

    private static final Set<String> OURS =
            Set.of("OnlineProfile", "RentMachine", "MaintainCommittee", "TerminatingRental");
    private static final String NONE = "done";

    private static Workbench chain;
    private static Keypair stash;
    private static Keypair controller;
    private static Keypair renter;
    private static Keypair machine;
    private static MachineKey key;

    @BeforeAll
    static void connect() throws Exception {
        chain = Workbench.connect(System.getProperty("dbc.chain", ""));
        stash = keypair("//Stash2");
        controller = keypair("//Ctrl2");
        renter = keypair("//Renter1");
        machine = keypair("//Machine//" + UUID.randomUUID());
        key = new MachineKey(HexFormat.of().formatHex(machine.publicKey().toBytes()));
    }

    @AfterAll
    static void disconnect() {
        List.of(stash, controller, renter, machine).forEach(Keypair::close);
        chain.close();
    }

    @Test
    @Order(1)
    void anOwnersCallsAreCarriedOutOrRefusedWithAReasonThatIsExplained() throws Exception {
        var calls = new OwnerCalls(chain.metadata());
        Map<String, String> outcomes = new LinkedHashMap<>();
        boolean isBound = chain.at(
                        r -> r.onlineProfile().controllerOf(stash.publicKey().account()))
                .isPresent();
        var setController = calls.setController(controller.publicKey().account());
        if (!isBound) {
            assertThat(outcome(setController, stash)).isEqualTo(NONE);
        }
        assertThat(outcome(setController, stash)).startsWith("OnlineProfile.AlreadyController: ");

        var message = new BondMessage(key, stash.publicKey().account());
        var signature = machine.sign(message.bytes());
        assertThat(outcome(calls.bondMachine(message, controller.sign(message.bytes())), controller))
                .startsWith("OnlineProfile.BadSignature: ");
        assertThat(outcome(calls.bondMachine(message, signature), stash)).startsWith("OnlineProfile.NoStashBond: ");
        assertThat(outcome(calls.bondMachine(message, signature), controller)).isEqualTo(NONE);
        assertThat(outcome(calls.bondMachine(message, signature), controller))
                .startsWith("OnlineProfile.MachineIdExist: ");

        assertThat(outcome(calls.genServerRoom(), controller)).isEqualTo(NONE);
        var rooms =
                chain.at(r -> r.onlineProfile().serverRooms(stash.publicKey().account()));
        assertThat(outcome(calls.addMachineInfo(key, site("0x" + "11".repeat(32), "KT")), controller))
                .startsWith("OnlineProfile.ServerRoomNotFound: ");
        assertThat(outcome(calls.addMachineInfo(key, site(rooms.get(0))), controller))
                .startsWith("OnlineProfile.TelecomIsNull: ");
        assertThat(outcome(calls.addMachineInfo(key, site(rooms.get(0), "KT")), controller))
                .isEqualTo(NONE);

        chain.setMachine(key, RealRuntimeIT::online);
        outcomes.put(
                "updateMachineInfo", outcome(calls.updateMachineInfo(key, site(rooms.get(0), "KT", "LG")), controller));
        assertThat(outcome(calls.reportOnline(key), controller)).startsWith("OnlineProfile.MachineStatusNotAllowed: ");
        assertThat(outcome(calls.reportOffline(key), controller)).isEqualTo(NONE);
        assertThat(outcome(calls.reportOnline(key), controller)).isEqualTo(NONE);
        outcomes.put("fulfillMachine", outcome(calls.fulfillMachine(key), controller));
        outcomes.put("claimRewards", outcome(calls.claimRewards(), controller));
        outcomes.put("exit", outcome(calls.exit(key), controller));
        outcomes.put("restake", outcome(calls.restake(key), controller));
        outcomes.put("appealSlash", outcome(calls.appealSlash(9_999, "a receipt"), controller));
        outcomes.put("appealReport", outcome(calls.appealReport(9_999, "a receipt"), stash));
        outcomes.put("changeHardware", outcome(calls.changeHardware(key), controller));
        outcomes.put(
                "resetController",
                outcome(calls.resetController(controller.publicKey().account()), stash));
        var shortRent = new ShortRentCalls(chain.metadata());
        outcomes.put("short genServerRoom", outcome(shortRent.genServerRoom(), controller));
        outcomes.put("short machineOffline", outcome(shortRent.machineOffline(key), controller));
        outcomes.put("short machineOnline", outcome(shortRent.machineOnline(key), controller));
        outcomes.put("short exit", outcome(shortRent.exit(key), controller));
        outcomes.forEach((call, outcome) -> System.out.printf("%-20s %s%n", call, outcome));

        assertThat(outcomes.values())
                .allMatch(outcome -> outcome.equals(NONE) || !outcome.contains("the runtime refused it with"));
    }

    @Test
    @Order(2)
    void aRentalIsToldFromItsOrderToItsConfirmation() throws Exception {
        chain.setMachine(key, RealRuntimeIT::online);
        List<RentalNews> told = new CopyOnWriteArrayList<>();
        MachineId id = key.id();
        try (var follower = RentalFollower.start(
                new ClientFeed(chain.client()),
                List.of(id),
                FollowerOptions.OF_NOW,
                (news, feed, observedAt) -> told.addAll(news))) {
            await().atMost(Duration.ofMinutes(1)).until(() -> follower.status().isFollowing());
            var rent = Call.of("RentMachine", "rent_machine")
                    .with("machine_id", Value.of(key.bytes()))
                    .with("rent_gpu_num", Value.of(1))
                    .with("duration", Value.of(300));
            assertThat(outcome(rent, renter)).isEqualTo(NONE);
            await().atMost(Duration.ofMinutes(2)).until(() -> has(told, RentalNews.Kind.ORDERED));
            var order = told.get(0).order().orElseThrow();
            var confirm = Call.of("RentMachine", "confirm_rent").with("rent_id", Value.of(order.value()));
            assertThat(outcome(confirm, renter)).isEqualTo(NONE);
            await().atMost(Duration.ofMinutes(2)).until(() -> has(told, RentalNews.Kind.CONFIRMED));
        }
        assertThat(told.get(0).renter()).contains(renter.publicKey().account());
        assertThat(told.get(0).orderGpus()).containsExactly(0);

        var head = chain.client().finalizedHead();
        var state = new MachineStateReader(new ClientFeed(chain.client()))
                .read(head.ref(), List.of(key))
                .get(0);
        assertThat(state.orders()).hasSize(1);
        assertThat(state.slashes()).isNotEmpty();
    }

    @Test
    @Order(3)
    void allThatThePalletsStoreIsRead() throws Exception {
        var block = chain.client().best();
        int values = 0;
        for (String pallet : OURS) {
            for (StorageEntry entry : chain.metadata().getPallet(pallet).storage()) {
                if (entry.keyParts().isEmpty()) {
                    values += block.storage(pallet, entry.name()).isPresent() ? 1 : 0;
                } else {
                    values += block.items(pallet, entry.name()).size();
                }
            }
        }
        System.out.println("read " + values + " stored values of " + OURS);
        assertThat(values).isGreaterThan(50);
    }

    @Test
    @Order(4)
    void everyEventOfEveryBlockIsDecoded() throws Exception {
        long best = chain.client().bestHead().number();
        Set<String> untyped = new TreeSet<>();
        int events = 0;
        for (long number = 1; number <= best; number++) {
            var block = chain.client().at(chain.client().getBlockHash(number));
            for (var event : block.events()) {
                events++;
                var typed = DbcEvents.of(chain.metadata(), event);
                if (typed instanceof DbcEvent.Other other
                        && OURS.contains(other.event().pallet())) {
                    untyped.add(other.event().pallet() + "." + other.event().name());
                }
            }
        }
        System.out.println(
                "decoded " + events + " events of " + best + " blocks; without a type of their own: " + untyped);
        assertThat(events).isGreaterThan((int) best);
    }

    private static boolean has(List<RentalNews> told, RentalNews.Kind kind) {
        return told.stream().anyMatch(news -> news.kind() == kind);
    }

    private static String outcome(Call call, Keypair signer) throws Exception {
        Optional<Refusal> refusal = chain.submit(call, signer);
        return refusal.map(Refusal::toString).orElse(NONE);
    }

    /** What the committee would have made of the machine. */
    private static Value online(Value info) {
        Map<String, Value> hardware = new LinkedHashMap<>(
                info.field("machine_info_detail").field("committee_upload_info").asFields());
        hardware.put("gpu_num", Value.of(4));
        hardware.put("calc_point", Value.of(6_825));
        Map<String, Value> detail =
                new LinkedHashMap<>(info.field("machine_info_detail").asFields());
        detail.put("committee_upload_info", new Value.Struct(hardware));
        Map<String, Value> fields = new LinkedHashMap<>(info.asFields());
        fields.put("machine_info_detail", new Value.Struct(detail));
        fields.put("machine_status", Value.variant("Online"));
        fields.put("online_height", Value.of(2));
        fields.put("last_online_height", Value.of(2));
        fields.put("reward_deadline", Value.of(730));
        return new Value.Struct(fields);
    }

    private static MachineSite site(String room, String... operators) {
        var place = Place.ofDegrees(new BigDecimal("126.978"), new BigDecimal("37.5665"));
        return new MachineSite(room, 1_000, 1_000, place, new ArrayList<>(List.of(operators)), false);
    }

    private static Keypair keypair(String uri) throws Exception {
        try (SecretUri secret = SecretUri.parse(uri)) {
            return secret.toKeypair(KeyScheme.SR25519);
        }
    }
}
