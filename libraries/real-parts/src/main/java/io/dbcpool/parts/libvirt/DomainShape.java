package io.dbcpool.parts.libvirt;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a domain of our making is like. {@link #named(String)} gives the smallest; each {@code with…} adds something.
 *
 * @param persistent whether it stays defined when it is off
 * @param rebootsOnPowerOff {@code on_poweroff} is {@code restart}
 * @param looksRented the hyperv vendor id of DBC's domains
 * @param hasAgentChannel a channel for a guest agent, at the path that DBC gives it; no agent is there to answer
 * @param ownerMark our mark in its metadata, with this nonce
 * @param guest what it boots; without one it boots nothing, so that it ignores ACPI
 */
public record DomainShape(
        String name,
        UUID uuid,
        boolean persistent,
        boolean rebootsOnPowerOff,
        boolean looksRented,
        boolean hasAgentChannel,
        Optional<String> ownerMark,
        Optional<Boot> guest) {

    /** @param arguments to the kernel, after the console */
    public record Boot(AcpiGuest guest, String arguments, Path serialLog) {}

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,60}");

    /** As in the port's {@code DomainDefinition.MARK_NAMESPACE}, of which this module does not know. */
    private static final String MARK_NAMESPACE = "https://dbcpool.io/xmlns/owner/1";

    /** Enough for the firmware; QEMU touches little of it. */
    private static final int MEBIBYTES = 32;

    public DomainShape {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("wanted a name of " + NAME + ", found " + name);
        }
    }

    /** Diskless and transient, with a UUID of its own. */
    public static DomainShape named(String name) {
        return new DomainShape(name, UUID.randomUUID(), false, false, false, false, Optional.empty(), Optional.empty());
    }

    public DomainShape withName(String other) {
        return new DomainShape(
                other, uuid, persistent, rebootsOnPowerOff, looksRented, hasAgentChannel, ownerMark, guest);
    }

    public DomainShape withUuid(UUID other) {
        return new DomainShape(
                name, other, persistent, rebootsOnPowerOff, looksRented, hasAgentChannel, ownerMark, guest);
    }

    public DomainShape withPersistence() {
        return new DomainShape(name, uuid, true, rebootsOnPowerOff, looksRented, hasAgentChannel, ownerMark, guest);
    }

    public DomainShape withRebootOnPowerOff() {
        return new DomainShape(name, uuid, persistent, true, looksRented, hasAgentChannel, ownerMark, guest);
    }

    public DomainShape withRentersMarkers() {
        return new DomainShape(name, uuid, persistent, rebootsOnPowerOff, true, hasAgentChannel, ownerMark, guest);
    }

    public DomainShape withAgentChannel() {
        return new DomainShape(name, uuid, persistent, rebootsOnPowerOff, looksRented, true, ownerMark, guest);
    }

    public DomainShape withOwnerMark(String nonce) {
        return new DomainShape(
                name, uuid, persistent, rebootsOnPowerOff, looksRented, hasAgentChannel, Optional.of(nonce), guest);
    }

    /** Boots a guest that obeys ACPI. */
    public DomainShape withGuest(Boot boot) {
        return new DomainShape(
                name, uuid, persistent, rebootsOnPowerOff, looksRented, hasAgentChannel, ownerMark, Optional.of(boot));
    }

    /** @param type libvirt's word for what runs it: {@code qemu}, {@code test} */
    String xml(String type) {
        String mark = ownerMark
                .map(nonce -> "<metadata><dbcpool:own xmlns:dbcpool='" + MARK_NAMESPACE + "' nonce='" + nonce
                        + "'/></metadata>")
                .orElse("");
        String hyperv = looksRented ? "<hyperv><vendor_id state='on' value='1234567890ab'/></hyperv>" : "";
        String acpi = guest.isPresent() ? "<acpi/>" : "";
        return """
                <domain type='%s'>
                  <name>%s</name>
                  <uuid>%s</uuid>
                  %s
                  <memory unit='MiB'>%d</memory>
                  <vcpu>1</vcpu>
                  %s
                  <features>%s%s</features>
                  <on_poweroff>%s</on_poweroff>
                  <on_reboot>restart</on_reboot>
                  <on_crash>destroy</on_crash>
                  <devices>%s</devices>
                </domain>
                """.formatted(
                        type,
                        name,
                        uuid,
                        mark,
                        guest.isPresent() ? AcpiGuest.MEBIBYTES : MEBIBYTES,
                        os(type),
                        acpi,
                        hyperv,
                        rebootsOnPowerOff ? "restart" : "destroy",
                        type.equals("test") ? "" : devices());
    }

    private String os(String type) {
        if (type.equals("test")) {
            return "<os><type>hvm</type></os>";
        }
        String kernel = guest.map(boot ->
                        """
                <kernel>%s</kernel><initrd>%s</initrd><cmdline>console=ttyS0 quiet %s</cmdline>""".formatted(boot.guest().kernel(), boot.guest().initramfs(), boot.arguments()))
                .orElse("");
        return "<os><type arch='x86_64' machine='pc'>hvm</type>" + kernel + "</os>";
    }

    private String devices() {
        String channel = hasAgentChannel ? """
                <channel type='unix'>
                  <source mode='bind' path='/tmp/channel_%s.sock'/>
                  <target type='virtio' name='org.qemu.guest_agent.0'/>
                </channel>""".formatted(uuid) : "";
        String serial = guest.map(boot ->
                        "<serial type='file'><source path='" + boot.serialLog() + "'/><target port='0'/></serial>")
                .orElse("");
        return "<controller type='usb' model='none'/><memballoon model='none'/>" + channel + serial;
    }
}
