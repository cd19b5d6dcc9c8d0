package io.dbcpool.chain.machine;

import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the owner tells of his machine ({@code StakerCustomizeInfo}).
 *
 * @param serverRoom {@code 0x} and 64 hex digits; all zeros where none was told
 * @param uploadMbps in Mbit/s, as told
 * @param downloadMbps in Mbit/s, as told
 * @param operators whose network it is on; none where nothing was told
 */
public record MachineSite(
        String serverRoom,
        long uploadMbps,
        long downloadMbps,
        Place place,
        List<String> operators,
        boolean bareMachine) {

    public MachineSite {
        operators = List.copyOf(operators);
    }

    static MachineSite of(Fields info) {
        return new MachineSite(
                info.get("server_room").toString(),
                info.number("upload_net"),
                info.number("download_net"),
                Place.of(info),
                info.texts("telecom_operators"),
                info.find("is_bare_machine").map(Value::asBool).orElse(false));
    }

    /** As a call's argument. Fields that a runtime has no room for are left out by {@code OwnerCalls}. */
    public Map<String, Value> toFields() {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("server_room", Value.of(HexFormat.of().parseHex(serverRoom.substring("0x".length()))));
        fields.put("upload_net", Value.of(uploadMbps));
        fields.put("download_net", Value.of(downloadMbps));
        fields.put("longitude", place.longitudeValue());
        fields.put("latitude", place.latitudeValue());
        fields.put(
                "telecom_operators",
                new Value.Items(operators.stream()
                        .map(name -> Value.of(name.getBytes(StandardCharsets.UTF_8)))
                        .toList()));
        fields.put("is_bare_machine", Value.of(bareMachine));
        return fields;
    }

    /** Whether the owner has told anything yet. */
    public boolean isTold() {
        return !operators.isEmpty();
    }
}
