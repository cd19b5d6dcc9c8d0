#!/bin/sh
# make-acpi-guest.sh FOLDER: makes FOLDER/vmlinuz and FOLDER/initramfs.gz, a guest that obeys ACPI, of Debian's or
# Ubuntu's packages, of which none is installed. Kernel arguments: off_after=N powers off N seconds after the button;
# off_after=never ignores the button. It says GUEST-READY, GUEST-READY-DEAF and GUEST-OFF on its console.
set -eu
mkdir -p "$1"
out=$(cd "$1" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT INT TERM
cd "$scratch"
chmod 755 . # apt downloads as a user of its own

kernel=
for meta in linux-image-cloud-amd64 linux-image-kvm linux-image-virtual linux-image-generic linux-image-amd64; do
    kernel=$(apt-cache depends "$meta" 2>/dev/null | sed -n 's/^ *Depends: \(linux-image-[0-9][^ ]*\)$/\1/p' | head -1)
    [ -z "$kernel" ] || break
done
[ -n "$kernel" ] || { echo "no kernel package found: apt-get update?" >&2; exit 1; }

# Ubuntu has the modules in a package of their own, Debian in the kernel's.
modules=linux-modules-${kernel#linux-image-}
apt-cache show "$modules" >/dev/null 2>&1 || modules=
# shellcheck disable=SC2086
apt-get -q download "$kernel" $modules busybox-static >log 2>&1 || { cat log >&2; exit 1; }

mkdir unpacked
dpkg -x "$(echo busybox-static_*.deb)" unpacked
for package in linux-*.deb; do # only what is needed of 100 MB of modules
    dpkg --fsys-tarfile "$package" | tar -x -C unpacked --wildcards \
        './boot/vmlinuz-*' '*/drivers/acpi/button.ko*' '*/drivers/input/evdev.ko*' 2>/dev/null || :
done

mkdir -p root/bin root/dev root/proc root/sys root/etc/acpi/PWRF root/mod root/var/run
cp "$(find unpacked -path '*bin/busybox' -type f | head -1)" root/bin/busybox
for module in button evdev; do # one that is not there is built in
    file=$(find unpacked -name "$module.ko*" | head -1)
    [ -n "$file" ] || continue
    case $file in
        *.zst) zstd -qdc "$file" ;;
        *.xz) xz -dc "$file" ;;
        *.gz) gzip -dc "$file" ;;
        *) cat "$file" ;;
    esac >"root/mod/$module.ko"
done

cat >root/init <<'INIT'
#!/bin/busybox sh
B=/bin/busybox
$B mkdir -p /proc /sys /dev
$B mount -t proc p /proc
$B mount -t sysfs s /sys
$B mount -t devtmpfs d /dev 2>/dev/null
for module in /mod/*.ko; do [ -f "$module" ] && $B insmod "$module"; done
case " $($B cat /proc/cmdline) " in
    *" off_after=never "*) echo GUEST-READY-DEAF >/dev/console; while :; do $B sleep 1000; done ;;
esac
$B acpid -f -c /etc/acpi -a /etc/acpid.conf -M /etc/acpi.map -l /dev/null -p /acpid.pid &
$B sleep 0.1
echo GUEST-READY >/dev/console
while :; do $B sleep 1000; done
INIT
cat >root/etc/acpi/PWRF/off <<'OFF'
#!/bin/busybox sh
for word in $(/bin/busybox cat /proc/cmdline); do
    case $word in off_after=*) /bin/busybox sleep "${word#*=}" ;; esac
done
echo GUEST-OFF >/dev/console
exec /bin/busybox poweroff -f
OFF
printf 'EV_KEY 0x01 KEY_POWER 116 1 PWRF/off\n' >root/etc/acpi.map
printf 'PWRF/off PWRF/off\n' >root/etc/acpid.conf
ln -s busybox root/bin/sh
chmod 755 root/init root/etc/acpi/PWRF/off root/bin/busybox
(cd root && find . | LC_ALL=C sort | ../root/bin/busybox cpio -o -H newc -R 0:0 2>/dev/null) | gzip -9n >initramfs.gz

# Moved when complete, so that a second run never finds half of it.
chmod 644 initramfs.gz
mv initramfs.gz "$out/initramfs.gz"
cp "$(find unpacked/boot -name 'vmlinuz-*' | head -1)" vmlinuz
chmod 644 vmlinuz
mv vmlinuz "$out/vmlinuz"
