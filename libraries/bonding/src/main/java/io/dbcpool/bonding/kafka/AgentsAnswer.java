package io.dbcpool.bonding.kafka;

import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bus.Followed;
import io.dbcpool.bus.RecordListener;
import io.dbcpool.chain.call.BondMessage;
import io.dbcpool.events.BondingSigned;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.SigningRefused;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.PublicKey;
import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.substrate.crypto.address.AccountId;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first answer to one request that can be its agent's: a refusal, or a signature that is the machine's. Whoever
 * reaches the broker may write answers, so one with a signature that the chain would refuse is passed over.
 */
final class AgentsAnswer implements RecordListener {

    private static final Logger LOG = LoggerFactory.getLogger(AgentsAnswer.class);

    private static final int SIGNATURE_CHARS = 2 + 2 * Signature.BYTES;

    private final BondMessage message;
    private final UUID requestId;
    private final CompletableFuture<PoolEvent> answer = new CompletableFuture<>();

    AgentsAnswer(BondMessage message, UUID requestId) {
        this.message = message;
        this.requestId = requestId;
    }

    @Override
    public void onRecord(Followed record) {
        PoolEvent event = record.envelope().event();
        if (event instanceof SigningRefused refused && refused.requestId().equals(requestId)) {
            answer.complete(refused);
        } else if (event instanceof BondingSigned signed && signed.requestId().equals(requestId)) {
            if (genuine(signed).isPresent()) {
                answer.complete(signed);
            } else {
                LOG.warn(
                        "an answer without the machine's signature is passed over machineId={} requestId={} offset={}",
                        message.machine(),
                        requestId,
                        record.offset());
            }
        }
    }

    /**
     * Empty if there is none by then.
     *
     * @throws KeyException if the agent refuses
     */
    Optional<Signature> await(Duration limit) throws KeyException, InterruptedException {
        try {
            PoolEvent event = answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (event instanceof SigningRefused refused) {
                throw new KeyException("the machine's agent does not sign (%s): %s; next: %s"
                        .formatted(word(refused.refusal()), refused.reason(), nextStep(refused.refusal())));
            }
            return event instanceof BondingSigned signed ? genuine(signed) : Optional.empty();
        } catch (TimeoutException none) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Optional<Signature> genuine(BondingSigned signed) {
        String hex = signed.signature();
        if (hex.length() != SIGNATURE_CHARS || !hex.startsWith("0x")) {
            return Optional.empty();
        }
        try {
            var signature = new Signature(KeyScheme.SR25519, HexFormat.of().parseHex(hex, 2, SIGNATURE_CHARS));
            var machine = new PublicKey(
                    KeyScheme.SR25519,
                    AccountId.of(HexFormat.of().parseHex(message.machine().id().hex())));
            return machine.hasSigned(message.bytes(), signature) ? Optional.of(signature) : Optional.empty();
        } catch (IllegalArgumentException noHex) {
            return Optional.empty();
        }
    }

    private static String word(SigningRefused.Refusal refusal) {
        return refusal.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String nextStep(SigningRefused.Refusal refusal) {
        return switch (refusal) {
            case NO_STASH, OTHER_STASH, INVALID_STASH ->
                "name the wish's stash for that machine in pool.yaml on its host, and restart node-agent there";
            case KEY_MISSING, KEY_OF_ANOTHER ->
                "see where the DBC node's node.dat is on that host, and put that folder into node.install-dir there";
            case KEY_UNREADABLE ->
                "let node-agent read node.dat on that host, or sign there yourself (--node-dat FILE)";
            case TOO_MANY -> "wait a minute, and see who else asks";
        };
    }
}
