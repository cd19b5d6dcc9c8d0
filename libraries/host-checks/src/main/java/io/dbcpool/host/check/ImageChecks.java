package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.HostCommand;
import io.dbcpool.host.probe.Question.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Step J. */
final class ImageChecks {

    /** Renters' own disks, which are no images: {@code vm_12345_1700000000.qcow2} (DBC node TaskManager.cpp). */
    private static final Pattern RENTERS = Pattern.compile("(vm|data)_\\d+_.*\\.qcow2|.*_domain_test\\.qcow2");

    /** A host has a handful; each takes a command. */
    private static final int MOST = 16;

    private static final Pattern BACKING = Pattern.compile("(?m)^backing file: (\\S+)");
    private static final Pattern ERRORS = Pattern.compile("\"(corruptions|check-errors)\":\\s*([1-9][0-9]*)");

    private ImageChecks() {}

    static List<HostCheck> list() {
        return List.of(
                new HostCheck(
                        "images-present",
                        Step.J,
                        "renters have images to choose from",
                        "ubuntu.qcow2, which check_env needs, in /data",
                        "a VM whose image is missing is not created: 'image_name' is not exist",
                        "guide, step J; DBC node TaskManager.cpp; check_kvm.cpp",
                        ImageChecks::present),
                new HostCheck(
                        "images-complete",
                        Step.J,
                        "the images are whole",
                        "qemu-img check finds no error in any image of /data",
                        "an image whose download broke off is offered all the same, and the renter's VM does not boot",
                        "guide, step J; qemu-img(1)",
                        ImageChecks::complete),
                new HostCheck(
                        "image-chains",
                        Step.J,
                        "what an image stands on is there",
                        "each backing file exists, in /data",
                        "creating a VM from it fails",
                        "DBC node TaskManager.cpp (backing chain)",
                        ImageChecks::chains));
    }

    private static List<String> images(Host host) {
        return host
                .findNames(Kind.LIST, "/data")
                .orElseThrow(() -> new CannotTell("there is no /data; see data-mounted"))
                .stream()
                .filter(name ->
                        name.endsWith(".qcow2") && !RENTERS.matcher(name).matches())
                .limit(MOST)
                .toList();
    }

    private static Finding present(Host host) {
        var images = images(host);
        if (images.isEmpty()) {
            return Finding.wrong("no *.qcow2 in /data", "download DBC's images into /data (step J)");
        }
        String found = String.join(", ", images);
        return images.contains("ubuntu.qcow2")
                ? Finding.ok(found)
                : Finding.warning(
                        found + "; no ubuntu.qcow2",
                        "download it into /data: check_env takes it if nothing else is said");
    }

    private static List<String> needImages(Host host) {
        var images = images(host);
        if (images.isEmpty()) {
            throw new CannotTell("there is no image; see images-present");
        }
        return images;
    }

    private static Finding complete(Host host) {
        var faults = new ArrayList<String>();
        var images = needImages(host);
        for (String image : images) {
            String report = host.output(HostCommand.IMAGE, "/data/" + image);
            var errors = ERRORS.matcher(report);
            if (errors.find()) {
                faults.add("%s has %s %s".formatted(image, errors.group(2), errors.group(1)));
            } else if (!report.contains("\"check-errors\"")) {
                faults.add("%s is no image that qemu-img knows: %s".formatted(image, firstLine(report)));
            }
        }
        return faults.isEmpty()
                ? Finding.ok("%d images".formatted(images.size()))
                : Finding.wrong(String.join("; ", faults), "download it again, while no VM uses it");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("no answer");
    }

    private static Finding chains(Host host) {
        var faults = new ArrayList<String>();
        var images = needImages(host);
        for (String image : images) {
            String report = host.output(HostCommand.IMAGE_CHAIN, "/data/" + image);
            var backing = BACKING.matcher(report);
            while (backing.find()) {
                String file = backing.group(1);
                String path = file.startsWith("/") ? file : "/data/" + file;
                if (!path.startsWith("/data/")) {
                    faults.add("%s stands on %s, outside /data".formatted(image, path));
                } else if (host.findFields(Kind.LOOK, path).isEmpty()) {
                    faults.add("%s stands on %s, which is not there".formatted(image, path));
                }
            }
        }
        return faults.isEmpty()
                ? Finding.ok("%d images".formatted(images.size()))
                : Finding.wrong(
                        String.join("; ", faults), "put the file there, or make the image whole: qemu-img rebase");
    }
}
