package io.dbcpool.bench.soak;

import io.dbcpool.bench.picture.Panel;
import io.dbcpool.bench.picture.Panel.Band;
import io.dbcpool.bench.picture.Panel.Point;
import io.dbcpool.bench.picture.Panel.Series;
import io.dbcpool.bench.picture.Picture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A soak as a picture: each rental as a dot under its limit, what was wrong behind it, and what each process held. */
final class SoakPicture {

    private static final double SECONDS_OF_A_MINUTE = 60;

    private SoakPicture() {}

    static String svg(Found found) {
        String title = String.format(
                Locale.ROOT,
                "%d rentals of %d machines in %.0f minutes with %d faults",
                found.judgement().verdicts().size(),
                found.beginning().machines(),
                found.seconds() / SECONDS_OF_A_MINUTE,
                found.faults().size());
        return new Picture(
                        title,
                        "minutes",
                        false,
                        List.of(
                                rentals(found, title),
                                lines(found, "Memory of each process, MiB resident", sample ->
                                        (double) sample.residentMebibytes()),
                                lines(found, "Threads", Sampled::threads),
                                lines(found, "Open files", Sampled::openFiles),
                                lines(
                                        found,
                                        "Disk, MiB, receipts included",
                                        sample -> (double) (sample.stateKibibytes() + sample.keptKibibytes()) / 1_024)))
                .svg();
    }

    private static Panel rentals(Found found, String title) {
        var dots = found.judgement().verdicts().stream()
                .filter(verdict -> verdict.rental().offAt().isPresent())
                .map(verdict -> new Point(
                        minutes(found, verdict.rental().saidAt()),
                        Duration.between(
                                                verdict.rental().saidAt(),
                                                verdict.rental().offAt().get())
                                        .toNanos()
                                / 1e9))
                .toList();
        return Panel.of(title + ": first datagram to the domain off, s", List.of(new Series("a rental", false, dots)))
                .inDecades()
                .withLimit(Judge.RULE.toMillis() / 1e3)
                .withBands(found.faults().stream()
                        .map(fault -> new Band(
                                fault.fault().kindText(), minutes(found, fault.from()), minutes(found, fault.until())))
                        .toList());
    }

    private static double minutes(Found found, Instant at) {
        return found.timeline().secondsAt(at) / SECONDS_OF_A_MINUTE;
    }

    private static Panel lines(Found found, String title, ToDoubleFunction<Sampled> value) {
        return Panel.of(
                title,
                Soak.processes().stream()
                        .map(process -> new Series(
                                process,
                                true,
                                found.samples().stream()
                                        .filter(sample -> sample.process().equals(process))
                                        .map(sample -> new Point(
                                                sample.seconds() / SECONDS_OF_A_MINUTE, value.applyAsDouble(sample)))
                                        .toList()))
                        .toList());
    }
}
