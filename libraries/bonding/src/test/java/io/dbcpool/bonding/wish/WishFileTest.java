package io.dbcpool.bonding.wish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.configuration.PoolFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WishFileTest {

    private static final String STASH = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

    private static final String GOOD = """
            bonding:
              - machine: %s
                stash: %s
                controller: {keystore: controller.json, password-file: controller.password}
                server-room: new
                upload-mbps: 500
                download-mbps: 1000
                place: {latitude: 37.5665123, longitude: 126.9780}
                operators: [KT]
                bare-metal: true
            """.formatted("8e".repeat(32), STASH);

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void keyFiles() throws IOException {
        secret("controller.json");
        secret("controller.password");
    }

    @Test
    void aWishIsReadAsItIsWritten() throws Exception {
        List<Wish> wishes = WishFile.parse(GOOD, folder.resolve("wish.yaml"));

        assertThat(wishes).hasSize(1);
        Wish wish = wishes.get(0);
        assertThat(wish.machine().hex()).isEqualTo("8e".repeat(32));
        assertThat(wish.stash().toSs58(42)).isEqualTo(STASH);
        assertThat(wish.controller().keystore()).isEqualTo(folder.resolve("controller.json"));
        assertThat(wish.serverRoom()).isEqualTo(new ServerRoom.Fresh());
        assertThat(wish.place()).hasToString("37.5665 N, 126.9780 E");
        assertThat(wish.mapLink())
                .isEqualTo("https://www.openstreetmap.org/?mlat=37.5665&mlon=126.9780#map=12/37.5665/126.9780");
        assertThat(wish.operators()).containsExactly("KT");
        assertThat(wish.bareMetal()).isTrue();
        assertThat(wish.siteIn("0x" + "aa".repeat(32)).uploadMbps()).isEqualTo(500);
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource
    void badInputNamesItsLineItsCauseAndWhatIsWanted(String good, String bad, String message) {
        assertThat(GOOD).contains(good);

        assertThatThrownBy(() -> WishFile.parse(GOOD.replace(good, bad), folder.resolve("wish.yaml")))
                .isInstanceOf(PoolFileException.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> badInputNamesItsLineItsCauseAndWhatIsWanted() {
        String other = "12bzRJfh7arnnfPPUZHeJUaE62QLEwhK48QnH9LXeK2m1iZU"; // Alice on Polkadot would be prefix 0
        return Stream.of(
                arguments(
                        "{latitude: 37.5665123, longitude: 126.9780}",
                        "{latitude: 126.9780, longitude: 37.5665}",
                        "wish.yaml:8: bonding[0].place: wanted a longitude of -180 to 180 and a latitude of -90 to 90, "
                                + "but found 37.5665 and 126.9780; are they swapped?"),
                arguments("longitude: 126.9780", "longitude: 226.9780", "wanted a longitude of -180 to 180"),
                arguments("longitude: 126.9780", "longitude: 126°", "wanted degrees, east positive"),
                arguments(
                        "    place: {latitude: 37.5665123, longitude: 126.9780}\n",
                        "",
                        "latitude and longitude, found nothing"),
                arguments("[KT]", "[]", "wanted at least one network operator, found none"),
                arguments("    operators: [KT]\n", "", "wanted at least one network operator, found none"),
                arguments("[KT]", "['  ']", "wanted an operator's name"),
                arguments(STASH, STASH.replace("5Grwva", "5Grwvb"), "checksum is wrong: a character is mistyped"),
                arguments(STASH, "hello", "in the format of DBC (SS58, prefix 42)"),
                arguments(STASH, other, "wanted an address with prefix 42, but found one with prefix 0"),
                arguments("machine: 8e8e", "machine: 8e8", "bonding[0].machine: wanted 64 hex digits"),
                arguments(
                        "server-room: new",
                        "server-room: nwe",
                        "wanted reuse, new (costs the fixed fee), or a room's id"),
                arguments("upload-mbps: 500", "upload-mbps: 500M", "wanted whole Mbit/s, 1 to 1000000, found '500M'"),
                arguments("upload-mbps: 500", "upload-mbps: 0", "found '0'"),
                arguments("keystore: controller.json", "keystore: none.json", "wanted a file, found nothing at"),
                arguments("bare-metal: true", "bare-metl: true", "unknown key 'bare-metl'; did you mean 'bare-metal'?"),
                arguments("bonding:", "bondings:", "unknown key 'bondings'; did you mean 'bonding'?"));
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws Exception {
        Files.setPosixFilePermissions(
                folder.resolve("controller.password"), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> WishFile.parse(GOOD, folder.resolve("wish.yaml")))
                .hasMessageContaining("password-file: wanted a file that only its owner may read")
                .hasMessageContaining("next: chmod 600 ");
    }

    @Test
    void aMachineIsWishedForOnce() {
        String twice = GOOD + GOOD.substring(GOOD.indexOf('\n') + 1);

        assertThatThrownBy(() -> WishFile.parse(twice, folder.resolve("wish.yaml")))
                .hasMessageContaining("wanted each machine once, found it before on line 2");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        String bad = GOOD.replace("[KT]", "[]").replace("server-room: new", "server-room: 7");

        assertThatThrownBy(() -> WishFile.parse(bad, folder.resolve("wish.yaml")))
                .hasMessageContaining("wish.yaml:5:")
                .hasMessageContaining("wish.yaml:9:");
    }

    private void secret(String name) throws IOException {
        Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
