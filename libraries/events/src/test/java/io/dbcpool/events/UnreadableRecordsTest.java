package io.dbcpool.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dbcpool.events.Decoded.Read;
import io.dbcpool.events.Decoded.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every golden file, taken away or made into something else. */
class UnreadableRecordsTest {

    /** Those that a record may lack, by their names in it. */
    private static final Set<String> OPTIONAL = Set.of(
            "BroadcastRejected machineId",
            "NodeRental domain",
            "ChainRental rentOrderId",
            "ChainRental renter",
            "ChainRental pallet",
            "ChainRental orderGpuIndexes",
            "ChainRental tenancy",
            "ChainRental retractedKind",
            "ChainMachine pallet",
            "ChainMachine controller",
            "ChainMachine stash",
            "ChainMachine stakeDbc",
            "ChainMachine stakeWantedDbc",
            "ChainMachine stakeMissingDbc",
            "ChainMachine fullStakeDbc",
            "ChainMachine serverRoom",
            "ChainMachine place",
            "ChainMachine gpuType",
            "ChainMachine claimableRewardDbc",
            "ChainMachine daysToEarliestExit",
            "VacateCompleted trigger.rentOrderId",
            "VacateCompleted trigger.block",
            "VacateCompleted trigger.blockTime",
            "VacateCompleted releasedAt",
            "VacateCompleted domainOffAt",
            "VacateCompleted evidence",
            "VacateCompleted evidence.signals[0].rentOrderId",
            "VacateCompleted evidence.signals[0].block",
            "VacateCompleted evidence.signals[0].blockHash",
            "VacateCompleted evidence.signals[0].blockTime",
            "VacateCompleted evidence.signals[0].raw",
            "VacateCompleted evidence.signals[1].raw",
            "VacateCompleted evidence.proof[0].atMillis",
            "VacateCompleted evidence.proof[1].atMillis",
            "VacateCompleted evidence.proof[2].atMillis",
            "DrillCompleted releasedAt",
            "DrillCompleted domainOffAt",
            "BondingRequest machineId",
            "BondingStep machineId",
            "BondingStep nonce",
            "BondingStep extrinsicHash",
            "BondingStep block",
            "BondingStep blockHash",
            "BondingStep error",
            "BondingStep nextStep",
            "Alert machineId");

    private static final List<JsonNode> OTHER_KINDS = List.of(
            NullNode.getInstance(),
            BooleanNode.TRUE,
            LongNode.valueOf(7),
            DoubleNode.valueOf(7.5),
            TextNode.valueOf("7"),
            JsonNodeFactory.instance.arrayNode().add(7),
            JsonNodeFactory.instance.objectNode().put("seven", 7));

    @ParameterizedTest(name = "{0} without {1}")
    @MethodSource("fields")
    void aFieldThatIsMissing(GoldenFile file, String path) {
        var value = file.tree();
        ((ObjectNode) value.at(parent(path))).remove(last(path));

        if (isOptional(file, path)) {
            assertThat(file.decode(value)).isInstanceOf(Read.class);
        } else {
            assertThat(reason(file.decode(value)))
                    .startsWith(shown(path) + ": wanted ")
                    .endsWith(", found none");
        }
    }

    @ParameterizedTest(name = "{0} with {1} of another kind")
    @MethodSource("fields")
    void aFieldOfAnotherKind(GoldenFile file, String path) {
        for (JsonNode other : OTHER_KINDS) {
            var value = file.tree();
            var was = value.at(path);
            boolean isSameKind = other.getNodeType() == was.getNodeType() && !other.isDouble();
            if (isSameKind || (other.isNull() && isOptional(file, path))) {
                continue;
            }
            ((ObjectNode) value.at(parent(path))).set(last(path), other);
            assertThat(reason(file.decode(value)))
                    .as("%s instead of %s", other, was)
                    .startsWith(shown(path) + ": wanted ")
                    .contains(", found ");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void fieldsThatNobodyKnowsArePassedOver(GoldenFile file) {
        var value = file.tree();
        for (JsonNode object : value.findParents("name")) {
            ((ObjectNode) object).put("new", "one");
        }
        value.put("newer", 1).putObject("newest").put("a", true);

        assertThat(file.decode(value)).isEqualTo(file.decode(file.value()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dbc.broadcasts/heard | /machineId | \"8eaf\" | machineId: wanted 64 hex digits, found '8eaf'",
                "dbc.broadcasts/heard | /status | \"rented\" | status: wanted one of [renting, empty], found 'rented'",
                "dbc.broadcasts/heard | /status | \"RENTING\" | status: wanted one of [renting, empty], found 'RENTING'",
                "dbc.broadcasts/heard | /lastAt | \"noon\" | lastAt: wanted an RFC 3339 time, found 'noon'",
                "dbc.chain.rentals/rental-ordered | /block | -1 | block: wanted a block height of 0 or more, found '-1'",
                "dbc.chain.rentals/rental-ordered | /rentOrderId | \"-1\""
                        + " | rentOrderId: wanted an unsigned 64-bit number, found '-1'",
                "dbc.chain.rentals/rental-ordered | /gpuIndexes/1 | \"1\" | gpuIndexes[1]: wanted a whole number, found string",
                "dbc.vacates/vacate-step | /vacateId | \"1-1-1-1-1\" | vacateId: wanted a UUID, found '1-1-1-1-1'",
                "dbc.vacates/vacate-completed | /steps/2/name | 7 | steps[2].name: wanted text, found number",
                "dbc.vacates/vacate-completed | /trigger/source | \"gossip\" | trigger.source: wanted one of"
                        + " [chain-pool, best-block, finalized-block, broadcast, hypervisor], found 'gossip'",
            })
    void aValueThatIsNone(GoldenFile file, String path, String bad, String reason) throws Exception {
        var value = file.tree();
        var bare = EventCodec.json().readTree(bad);
        if (value.at(parent(path)) instanceof ArrayNode array) {
            array.set(Integer.parseInt(last(path)), bare);
        } else {
            ((ObjectNode) value.at(parent(path))).set(last(path), bare);
        }

        assertThat(reason(file.decode(value))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"2147483647, true", "2147483648, false"})
    void aNumberThatDoesNotFit(long length, boolean isReadable) {
        var file = new GoldenFile("dbc.broadcasts.rejected/rejected");

        var decoded = file.decode(file.tree().put("lengthBytes", length));

        assertThat(decoded).isInstanceOf(isReadable ? Read.class : Unreadable.class);
    }

    static List<GoldenFile> files() {
        return GoldenFile.list();
    }

    static Stream<Arguments> fields() {
        return files().stream().flatMap(file -> {
            var paths = new ArrayList<String>();
            addPaths(file.tree(), "", paths);
            return paths.stream().map(path -> Arguments.of(file, path));
        });
    }

    private static void addPaths(JsonNode value, String path, List<String> paths) {
        if (value.isObject()) {
            value.fieldNames().forEachRemaining(name -> paths.add(path + "/" + name));
            value.fieldNames().forEachRemaining(name -> addPaths(value.path(name), path + "/" + name, paths));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                addPaths(value.path(i), path + "/" + i, paths);
            }
        }
    }

    private static boolean isOptional(GoldenFile file, String path) {
        var event = Objects.requireNonNull(GoldenRecords.all().get(file.name())).event();
        return OPTIONAL.contains(event.getClass().getSimpleName() + " " + shown(path));
    }

    /** A JSON pointer as a reason shows it: {@code /steps/0/name} is {@code steps[0].name}. */
    private static String shown(String path) {
        return path.substring(1).replaceAll("/(\\d+)", "[$1]").replace('/', '.');
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String reason(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Unreadable.class);
        return ((Unreadable) decoded).reason();
    }
}
