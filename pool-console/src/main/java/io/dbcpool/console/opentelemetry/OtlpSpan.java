package io.dbcpool.console.opentelemetry;

import io.dbcpool.console.trace.Attribute;
import io.dbcpool.console.trace.Origin;
import io.dbcpool.console.trace.Span;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A span that is over and has its ids, as exporters read them. The SDK's own spans draw their ids and ask a clock. */
final class OtlpSpan implements SpanData {

    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("io.dbcpool.console");

    private final String traceId;
    private final Span span;
    private final Resource resource;

    /** @param resource the same object for all spans of one origin: exporters tell it once for each object */
    OtlpSpan(String traceId, Span span, Resource resource) {
        this.traceId = traceId;
        this.span = span;
        this.resource = resource;
    }

    @Override
    public String getName() {
        return span.name();
    }

    @Override
    public SpanKind getKind() {
        return switch (span.kind()) {
            case INTERNAL -> SpanKind.INTERNAL;
            case PRODUCER -> SpanKind.PRODUCER;
            case CONSUMER -> SpanKind.CONSUMER;
        };
    }

    @Override
    public SpanContext getSpanContext() {
        return context(span.id());
    }

    @Override
    public SpanContext getParentSpanContext() {
        return span.parent().map(this::context).orElse(SpanContext.getInvalid());
    }

    private SpanContext context(String spanId) {
        return SpanContext.create(traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
    }

    @Override
    public StatusData getStatus() {
        return span.error()
                .map(error -> StatusData.create(StatusCode.ERROR, error))
                .orElse(StatusData.unset());
    }

    @Override
    public long getStartEpochNanos() {
        return nanos(span.start());
    }

    @Override
    public long getEndEpochNanos() {
        return nanos(span.end());
    }

    @Override
    public Attributes getAttributes() {
        return attributes(span.attributes());
    }

    @Override
    public List<EventData> getEvents() {
        return span.events().stream()
                .map(event -> EventData.create(nanos(event.at()), event.name(), attributes(event.attributes())))
                .toList();
    }

    @Override
    public List<LinkData> getLinks() {
        return List.of();
    }

    @Override
    public boolean hasEnded() {
        return true;
    }

    @Override
    public int getTotalRecordedEvents() {
        return span.events().size();
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }

    @Override
    public int getTotalAttributeCount() {
        return span.attributes().size();
    }

    @Override
    @Deprecated
    public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
        return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(SCOPE.getName(), null);
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SCOPE;
    }

    @Override
    public Resource getResource() {
        return resource;
    }

    /** The program in which it happened, not the console: that only tells of it. */
    static Resource resource(Origin origin) {
        var told = Attributes.builder().put("service.name", origin.service());
        if (!origin.pool().isEmpty()) {
            told.put("service.namespace", origin.pool());
        }
        if (!origin.host().isEmpty()) {
            told.put("host.name", origin.host());
        }
        return Resource.create(told.build());
    }

    private static Attributes attributes(List<Attribute> attributes) {
        var told = Attributes.builder();
        for (Attribute attribute : attributes) {
            if (attribute instanceof Attribute.Text text) {
                told.put(AttributeKey.stringKey(text.key()), text.value());
            } else if (attribute instanceof Attribute.Count count) {
                told.put(AttributeKey.longKey(count.key()), count.value());
            } else if (attribute instanceof Attribute.Texts texts) {
                told.put(AttributeKey.stringArrayKey(texts.key()), texts.values());
            }
        }
        return told.build();
    }

    private static long nanos(Instant moment) {
        return TimeUnit.SECONDS.toNanos(moment.getEpochSecond()) + moment.getNano();
    }
}
