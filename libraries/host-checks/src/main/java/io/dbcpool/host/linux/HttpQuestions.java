package io.dbcpool.host.linux;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.events.EventCodec;
import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Answer.Absent;
import io.dbcpool.host.probe.Answer.Fields;
import io.dbcpool.host.probe.Answer.Names;
import io.dbcpool.host.probe.Answer.Unknown;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What others say over HTTP and WebSocket. None of them is trusted to be short, or to end. */
final class HttpQuestions {

    static final int MOST_BYTES = 4 << 20;

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final BoundedHttp http = new BoundedHttp(LIMIT, MOST_BYTES);

    /** {@code POST /api/v1/mining_nodes} of a DBC client node (DBC node rest_api_service.cpp). */
    Answer clientNode(String address) {
        URI uri = URI.create(address.replaceFirst("/+$", "") + "/api/v1/mining_nodes");
        var request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"peer_nodes_list\":[],\"additional\":{}}"));
        try {
            JsonNode answer = ask(request);
            JsonNode nodes = answer.path("message").path("mining_nodes");
            if (answer.path("errcode").asInt(-1) != 0 || !nodes.isArray()) {
                return new Unknown("it answers with errcode %s and no mining_nodes"
                        .formatted(answer.path("errcode").asText("?")));
            }
            var ids = new TreeSet<String>();
            nodes.forEach(node -> ids.add(node.path("node_id").asText("")));
            return new Names(ids.stream().toList());
        } catch (IOException e) {
            return new Unknown(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unknown("no answer in time");
        }
    }

    /** One of ours on this host: its JSON, each value by its path. */
    Answer service(String address) {
        try {
            var fields = new TreeMap<String, String>();
            flatten("", ask(HttpRequest.newBuilder(URI.create(address)).GET()), fields);
            return new Fields(fields);
        } catch (ConnectException e) {
            return new Absent();
        } catch (IOException e) {
            return new Unknown(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unknown("no answer in time");
        }
    }

    private static void flatten(String path, JsonNode value, Map<String, String> into) {
        String at = path.isEmpty() ? "" : path + ".";
        if (value.isObject()) {
            value.properties().forEach(field -> flatten(at + field.getKey(), field.getValue(), into));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                flatten(at + i, value.get(i), into);
            }
        } else if (!value.isNull()) {
            into.put(path, value.asText());
        }
    }

    private JsonNode ask(HttpRequest.Builder builder) throws IOException, InterruptedException {
        return tree(http.ask(builder.build()));
    }

    private static JsonNode tree(byte[] json) throws IOException {
        return EventCodec.findTree(json).orElseThrow(() -> new IOException("its answer is no JSON"));
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /**
     * {@code onlineProfile_getMachineInfo} (pallets/online-profile/rpc); an id that nobody bonded is an error there.
     */
    Answer chain(String subject) {
        String endpoint = subject.substring(0, subject.indexOf(' '));
        String machine = subject.substring(subject.indexOf(' ') + 1);
        String request =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"onlineProfile_getMachineInfo\",\"params\":[\"%s\"]}"
                        .formatted(machine);
        var heard = new CompletableFuture<String>();
        try {
            WebSocket socket = http.http()
                    .newWebSocketBuilder()
                    .connectTimeout(Duration.ofSeconds(3))
                    .buildAsync(URI.create(endpoint), new OneAnswer(heard))
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            try {
                var unused = socket.sendText(request, true);
                return machineState(
                        tree(heard.get(LIMIT.toSeconds(), TimeUnit.SECONDS).getBytes(StandardCharsets.UTF_8)));
            } finally {
                socket.abort();
            }
        } catch (TimeoutException e) {
            return new Unknown("no answer within %d s".formatted(LIMIT.toSeconds()));
        } catch (ExecutionException e) {
            return new Unknown(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        } catch (IOException e) {
            return new Unknown(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unknown("no answer in time");
        }
    }

    /** A status is a word, or an object whose only key is the word (serde of MachineStatus). */
    private static Answer machineState(JsonNode answer) {
        if (answer.has("error")) {
            String message = answer.path("error").toString();
            return message.toLowerCase(Locale.ROOT).contains("notfound") || message.contains("Something wrong")
                    ? new Absent()
                    : new Unknown("the chain node answers: " + message);
        }
        JsonNode status = answer.path("result").path("machineStatus");
        if (status.isMissingNode()) {
            return new Unknown("the chain node's answer names no machineStatus");
        }
        String word = status.isTextual() ? status.asText() : firstKey(status);
        return new Fields(Map.of("status", word));
    }

    private static String firstKey(JsonNode status) {
        var keys = status.fieldNames();
        return keys.hasNext() ? keys.next() : "?";
    }

    /** Collects the parts of one text, and no more than is allowed. */
    private static final class OneAnswer implements WebSocket.Listener {

        private final CompletableFuture<String> heard;
        private final StringBuilder text = new StringBuilder();

        OneAnswer(CompletableFuture<String> heard) {
            this.heard = heard;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (text.length() > MOST_BYTES) {
                heard.completeExceptionally(new IOException("its answer is too long"));
                socket.abort();
            } else if (last) {
                heard.complete(text.toString());
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            heard.completeExceptionally(error);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.completeExceptionally(new IOException("it closed the connection: " + code));
            return CompletableFuture.completedFuture(null);
        }
    }
}
