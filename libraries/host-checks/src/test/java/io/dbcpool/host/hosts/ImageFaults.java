package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Map;

/** One thing wrong in each, or at the edge of it, or said in another way: there an error in a check hides. */
final class ImageFaults {

    private ImageFaults() {}

    static List<RecordedHost> list() {
        return List.of(
                wrong(
                        "no image",
                        "guide, step J",
                        INTEL20,
                        answers -> answers.folder("/data", "vm_12345_1700000000.qcow2"),
                        Map.of(
                                "images-present",
                                State.WRONG,
                                "images-complete",
                                State.CANNOT_TELL,
                                "image-chains",
                                State.CANNOT_TELL)),
                wrong(
                        "no ubuntu.qcow2",
                        "check_kvm.cpp",
                        INTEL20,
                        answers -> answers.folder("/data", "ubuntu-2004.qcow2"),
                        Map.of("images-present", State.WARNING)),
                wrong(
                        "an image that broke off",
                        "qemu-img(1)",
                        INTEL20,
                        answers ->
                                answers.run("image /data/ubuntu.qcow2", "{\"corruptions\": 12, \"check-errors\": 0}\n"),
                        Map.of("images-complete", State.WRONG)),
                wrong(
                        "an image that is none",
                        "qemu-img(1)",
                        INTEL20,
                        answers -> answers.run("image /data/ubuntu.qcow2", "qemu-img: Could not open\n"),
                        Map.of("images-complete", State.WRONG)),
                wrong(
                        "qemu-img hangs",
                        "a disk that hangs",
                        INTEL20,
                        answers -> answers.unknown(Kind.RUN, "image /data/ubuntu.qcow2", "no answer within 5 s")
                                .unknown(Kind.RUN, "image-chain /data/ubuntu.qcow2", "no answer within 5 s"),
                        Map.of("images-complete", State.CANNOT_TELL, "image-chains", State.CANNOT_TELL)),
                wrong(
                        "a backing file that is not there",
                        "TaskManager.cpp",
                        INTEL20,
                        answers -> answers.absent(Kind.LOOK, "/data/ubuntu.qcow2"),
                        Map.of("image-chains", State.WRONG)),
                wrong(
                        "a backing file outside /data",
                        "TaskManager.cpp",
                        INTEL20,
                        answers -> answers.run(
                                "image-chain /data/ubuntu-2004.qcow2",
                                "image: /data/ubuntu-2004.qcow2\nbacking file: /tmp/base.qcow2\n"),
                        Map.of("image-chains", State.WRONG)),
                wrong(
                        "/data cannot be listed",
                        "stat(2)",
                        INTEL20,
                        answers -> answers.unknown(Kind.LIST, "/data", "no permission"),
                        Map.of(
                                "images-present",
                                State.CANNOT_TELL,
                                "images-complete",
                                State.CANNOT_TELL,
                                "image-chains",
                                State.CANNOT_TELL,
                                "check-env-leftovers",
                                State.CANNOT_TELL)),
                wrong(
                        "an image with errors of its check",
                        "qemu-img(1)",
                        INTEL20,
                        answers -> answers.run("image /data/ubuntu.qcow2", "{\"check-errors\": 3}\n"),
                        Map.of("images-complete", State.WRONG)),
                wrong(
                        "a backing file by its name alone",
                        "qemu-img(1)",
                        INTEL20,
                        answers -> answers.run(
                                "image-chain /data/ubuntu-2004.qcow2",
                                "image: /data/ubuntu-2004.qcow2\nbacking file: ubuntu.qcow2 (actual path: /data/ubuntu.qcow2)\n"),
                        Map.of()),
                wrong(
                        "a renter's second disk, and what is no image",
                        "TaskManager.cpp",
                        INTEL20,
                        answers -> answers.folder(
                                "/data",
                                "ubuntu.qcow2",
                                "ubuntu-2004.qcow2",
                                "data_12345_1700000000.qcow2",
                                "notes.txt"),
                        Map.of()),
                wrong(
                        "no folder of images",
                        "stat(2)",
                        INTEL20,
                        answers -> answers.absent(Kind.LIST, "/data"),
                        Map.of(
                                "image-chains",
                                State.CANNOT_TELL,
                                "images-complete",
                                State.CANNOT_TELL,
                                "images-present",
                                State.CANNOT_TELL)));
    }
}
