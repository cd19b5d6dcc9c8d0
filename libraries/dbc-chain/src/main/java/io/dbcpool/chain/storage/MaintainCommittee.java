package io.dbcpool.chain.storage;

import io.dbcpool.chain.report.FaultReport;
import io.dbcpool.chain.shape.Fields;
import io.dbcpool.chain.stake.SlashReview;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports of faults. Source: {@code pallets/maintain-committee/src/lib.rs}. */
public final class MaintainCommittee {

    public static final String NAME = "MaintainCommittee";

    private final PalletStorage storage;

    public MaintainCommittee(Metadata metadata) {
        this.storage = new PalletStorage(metadata, NAME);
    }

    public StorageItem<Optional<FaultReport>> report(long reportId) {
        return storage.option("ReportInfo", FaultReport::of, u64(reportId));
    }

    /** The numbers of the reports that are not decided yet. */
    public StorageItem<List<Long>> openReports() {
        return storage.item(
                "LiveReport",
                live -> Stream.of("bookable_report", "verifying_report", "waiting_raw_report")
                        .flatMap(list -> live.field(list).asItems().stream())
                        .map(Fields::bits)
                        .toList());
    }

    /** Of a reporter's or committee's slash; an owner's is in {@link OnlineProfile#slashReview}. */
    public StorageItem<Optional<SlashReview>> slashReview(long reportId) {
        return storage.option("PendingSlashReview", SlashReview::of, u64(reportId));
    }

    private static Value u64(long bits) {
        return Value.of(new BigInteger(Long.toUnsignedString(bits)));
    }
}
