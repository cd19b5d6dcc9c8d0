package io.dbcpool.bridge.requests;

import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.request.SignedOrder;
import io.dbcpool.bonding.request.UsedRequests;
import io.dbcpool.bridge.owner.DeskException;
import io.dbcpool.bridge.owner.Errand;
import io.dbcpool.bridge.owner.Owners;
import io.dbcpool.bus.DeadLetters;
import io.dbcpool.bus.Followed;
import io.dbcpool.bus.From;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.RecordListener;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.events.BondingRequest;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Topic;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has done what an operator has signed, once, and at the price that he has signed for or less. Whatever else is in the
 * topic goes to the dead letters with the reason.
 */
public final class RequestDesk implements RecordListener {

    private static final Logger LOG = LoggerFactory.getLogger(RequestDesk.class);

    private final String pool;
    private final PublicKey operator;
    private final UsedRequests used;
    private final Owners owners;
    private final DeadLetters deadLetters;
    private final Clock clock;
    private volatile RequestCounts counts = RequestCounts.NONE;

    public RequestDesk(
            String pool, PublicKey operator, UsedRequests used, Owners owners, DeadLetters deadLetters, Clock clock) {
        this.pool = pool;
        this.operator = operator;
        this.used = used;
        this.owners = owners;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /** A request that was written while no bridge ran is honoured by the next one, until it has expired. */
    public TopicFollower follow(KafkaSettings settings) {
        return TopicFollower.start(
                settings, Set.of(Topic.BONDING_REQUESTS), From.before(SignedOrder.MOST_LIFE), this, deadLetters);
    }

    public RequestCounts counts() {
        return counts;
    }

    @Override
    public void onRecord(Followed record) {
        if (record.envelope().event() instanceof BondingRequest request) {
            Optional<String> reason = findObjection(request);
            if (reason.isEmpty()) {
                counts = counts.withHonoured();
            } else {
                counts = counts.withRefused();
                // Without the reason: it may quote the record, and anybody may have written that.
                LOG.warn(
                        "a request is refused, it goes to the dead letters partition={} offset={}",
                        record.partition(),
                        record.offset());
                deadLetters.bury(asItCame(record), reason.get());
            }
        }
    }

    /** Why it is not honoured; empty if it is. */
    private Optional<String> findObjection(BondingRequest request) {
        var outcome = SignedOrder.read(request.order(), request.signature(), operator, pool, clock.instant());
        if (outcome instanceof SignedOrder.Refused refused) {
            return Optional.of(refused.reason());
        }
        SignedOrder order = ((SignedOrder.Genuine) outcome).order();
        try {
            if (!used.take(order.requestId(), order.expiresAt(), clock.instant())) {
                return Optional.of("request %s was honoured or refused before".formatted(order.requestId()));
            }
            return honour(order);
        } catch (StoreException e) {
            return Optional.of("it cannot be known whether it was honoured before: " + e.getMessage());
        } catch (DeskException e) {
            return Optional.of("%s; next: %s".formatted(e.getMessage(), e.nextStep()));
        }
    }

    private Optional<String> honour(SignedOrder order) throws DeskException {
        var offered = owners.plan(order.verb(), order.machine(), order.arguments());
        if (offered.errand().isEmpty()) {
            return Optional.of("not now: " + offered.json().path("notNow").asText());
        }
        Errand plan = offered.errand().get();
        if (plan.reserved().compareTo(order.mostReserved()) > 0) {
            return Optional.of("it reserves %s of the stash, and at most %s were signed for"
                    .formatted(plan.reserved(), order.mostReserved()));
        }
        LOG.info("a request is honoured requestId={} plan={} action={}", order.requestId(), plan.id(), plan.action());
        owners.desk().apply(plan.id());
        return Optional.empty();
    }

    private static ConsumerRecord<byte[], byte[]> asItCame(Followed record) {
        var encoded = EventCodec.encode(record.envelope());
        byte @Nullable [] key =
                encoded.key().map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null);
        var came = new ConsumerRecord<byte[], byte[]>(
                record.topic(), record.partition(), record.offset(), key, record.value());
        encoded.headers().forEach((name, value) -> came.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return came;
    }
}
