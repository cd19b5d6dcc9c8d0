#!/bin/sh
# make-debian-root.sh FOLDER: makes FOLDER/root, as root: this machine's own release of Debian or Ubuntu with what a GPU host has of it that
# `pool setup` and a package of ours deal with: kernel and initramfs, GRUB's configuration, libvirtd, systemd. Nothing in it is started.
set -eu
umask 022
mkdir -p "$1"
out=$(cd "$1" && pwd)
scratch=$(mktemp -d "$out/making.XXXXXX")
root=$scratch/root
log=$scratch/log

leave() {
    # debootstrap leaves these in some containers.
    for mounted in proc sys; do
        ! mountpoint -q "$root/$mounted" || umount "$root/$mounted"
    done
    rm -rf --one-file-system "$scratch"
}
trap leave EXIT
trap 'exit 1' INT TERM

said() { # said COMMAND...: what it says is shown if it fails
    "$@" >"$log" 2>&1 </dev/null || {
        echo "$1 did not end well:" >&2
        tail -15 "$log" >&2
        return 1
    }
}

# shellcheck disable=SC1091 # the machine's
. /etc/os-release
label=Debian
[ "$ID" != ubuntu ] || label=Ubuntu
targets() {
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Release: $VERSION_CODENAME" 'Component: main' "Label: $label"
}
[ -n "$(targets)" ] || said apt-get -qq update
mirror=$(targets | head -1)
[ -n "$mirror" ] || { echo "apt's configuration names no mirror of $ID $VERSION_CODENAME" >&2; exit 1; }

said debootstrap --variant=minbase "$VERSION_CODENAME" "$root" "$mirror"
for mounted in proc sys; do
    ! mountpoint -q "$root/$mounted" || umount "$root/$mounted"
done
inside() { said env DEBIAN_FRONTEND=noninteractive LC_ALL=C chroot "$root" "$@"; }

printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"

# What is asked after, and what nothing here runs: 400 MB, left out. Their packages are there by name, and empty.
mkdir "$scratch/empty" "$scratch/empty/DEBIAN"
for name in qemu-system-x86 ovmf virt-manager vim expect cpu-checker default-jre-headless; do
    printf 'Package: %s\nVersion: 99:1\nArchitecture: all\nMaintainer: nobody <nobody@localhost>\nDescription: only its name\n' "$name" \
        >"$scratch/empty/DEBIAN/control"
    said dpkg-deb --build "$scratch/empty" "$root/tmp/$name.deb"
done
inside sh -c 'dpkg -i /tmp/*.deb && rm /tmp/*.deb'

# Without the modules that this machine would need to boot: an initramfs of all takes 30 s to make. No file is forced to the disk, and no
# manual is needed.
mkdir -p "$root/etc/initramfs-tools/conf.d"
echo MODULES=list >"$root/etc/initramfs-tools/conf.d/dbc-pool-parts"
printf 'force-unsafe-io\npath-exclude=/usr/share/man/*\npath-exclude=/usr/share/locale/*\n' >"$root/etc/dpkg/dpkg.cfg.d/dbc-pool-parts"

kernel=linux-image-cloud-amd64
[ "$ID" != ubuntu ] || kernel=linux-image-virtual
inside apt-get -q -y install --no-install-recommends \
    adduser grub2-common grub-pc-bin initramfs-tools kmod libvirt-clients libvirt-daemon-system "$kernel" procps systemd udev
inside apt-get clean

# As grub-pc's postinst does, which would ask for a disk.
mkdir -p "$root/boot/grub"
cp "$root/usr/share/grub/default/grub" "$root/etc/default/grub"

# Moved when complete, so that nobody ever finds half of it.
mv -T "$root" "$out/root"
