package io.dbcpool.substrate.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpcFrameTest {

    @Test
    void isAnAnswerARefusalOrANotification() {
        assertThat(RpcFrame.parse("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"0x00\"}"))
                .isEqualTo(new RpcFrame.Answer(7, TextNode.valueOf("0x00")));
        assertThat(
                        RpcFrame.parse(
                                "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":1010,\"message\":\"Invalid Transaction\",\"data\":\"Stale\"}}"))
                .isEqualTo(new RpcFrame.Refusal(7, 1010, "Invalid Transaction", "Stale"));
        assertThat(RpcFrame.parse(
                        "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-1,\"message\":\"no\",\"data\":{\"a\":1}}}"))
                .isEqualTo(new RpcFrame.Refusal(7, -1, "no", "{\"a\":1}"));
        assertThat(RpcFrame.parse(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{\"subscription\":\"s\",\"result\":\"r\"}}"))
                .isEqualTo(new RpcFrame.Notification("s", TextNode.valueOf("r")));
        assertThat(RpcFrame.parse(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{\"subscription\":5,\"result\":\"r\"}}"))
                .isEqualTo(new RpcFrame.Notification("5", TextNode.valueOf("r")));
    }

    @Test
    void anAnswerMayBeNothing() {
        RpcFrame frame = RpcFrame.parse("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}");
        assertThat(((RpcFrame.Answer) frame).result().isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|wanted a JSON object, but found MISSING",
                "[]|wanted a JSON object, but found ARRAY",
                "7|wanted a JSON object, but found NUMBER",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":|wanted JSON, but it breaks at character",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1} x|wanted JSON, but it breaks at character",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"result\":1}|wanted JSON, but it breaks at character",
                "{\"id\":1,\"result\":1}|wanted field jsonrpc to be \"2.0\"",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"result\":1}|wanted field jsonrpc to be \"2.0\"",
                "{\"jsonrpc\":\"2.0\",\"result\":1}|wanted the number of a call in field id",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":1}}|wanted the number of a call in field id",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"result\":1}|wanted the number of a call in field id",
                "{\"jsonrpc\":\"2.0\",\"id\":99999999999999999999,\"result\":1}|wanted the number of a call in field id",
                "{\"jsonrpc\":\"2.0\",\"id\":1}|wanted field result, or a number in field error.code",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":\"no\"}|wanted field result, or a number in field error.code",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1,\"error\":{\"code\":1}}|but found both",
                "{\"jsonrpc\":\"2.0\",\"method\":\"m\"}|wanted a subscription's name in field params.subscription",
                "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{\"subscription\":\"s\"}}|wanted field params.result"
            })
    void refusesWhatIsNone(String text, String message) {
        assertThatThrownBy(() -> RpcFrame.parse(text))
                .isInstanceOf(MalformedAnswerException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesWhatLiesTooDeep() {
        String deep = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + "[".repeat(100_000);
        assertThatThrownBy(() -> RpcFrame.parse(deep)).isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void refusesANumberOfAMillionDigits() {
        String long1 = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + "9".repeat(1_000_000) + "}";
        assertThatThrownBy(() -> RpcFrame.parse(long1)).isInstanceOf(MalformedAnswerException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void anyTextIsAFrameOrARefusal(long seed) {
        Random random = new Random(seed);
        String good =
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":1010,\"message\":\"Invalid\",\"data\":\"Stale\"},\"method\":1}";
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, "{}[]\",:0\\u\n\0e-".charAt(random.nextInt(14)));
                    default -> text.setCharAt(at, (char) random.nextInt(0x250));
                }
            }
            try {
                RpcFrame.parse(text.toString());
            } catch (MalformedAnswerException refusal) {
                assertThat(refusal).hasMessageStartingWith("wanted ");
            }
        }
    }

    @Test
    void asksWithWhateverJsonHas() {
        assertThat(RpcFrame.request(3, "chain_getBlockHash", List.of(0, "0x", List.of("a"))))
                .isEqualTo(
                        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"chain_getBlockHash\",\"params\":[0,\"0x\",[\"a\"]]}");
        assertThat(RpcFrame.request(4, "dev_setStorage", List.of(List.of(Arrays.asList("0x", null)))))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"dev_setStorage\",\"params\":[[[\"0x\",null]]]}");
        assertThat(RpcFrame.request(4, "dev_newBlock", List.of(Map.of("count", 1))))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"dev_newBlock\",\"params\":[{\"count\":1}]}");
    }
}
