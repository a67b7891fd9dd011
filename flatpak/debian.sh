#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# flatpak/debian.sh - build and try the Flatpak on a runtime made of Debian 13 packages, without Flathub.
#
#   flatpak/debian.sh manifest      print the manifest for that runtime (needs jq)
#   flatpak/debian.sh build DIR     make runtime and SDK in DIR, build the program and install it there; 1.5 GB remain
#   flatpak/debian.sh exec DIR CMD  run CMD with FLATPAK_USER_DIR set to what DIR holds
#
# Root, or a user with sub-uids. Needs flatpak, flatpak-builder, ostree, mmdebstrap, jq; DEBIAN_MIRROR names another mirror.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
app=org.amtsstube.Amtsstube
platform=org.debian.Amtsstube.Platform
sdk=org.debian.Amtsstube.Sdk
suite=trixie

# What ./dev's build environment gets by the -dev packages, and what draws on a screen.
libraries='libgtk-4-bin libadwaita-1-0 libsoup-3.0-0 libjson-glib-1.0-0 libsecret-1-0 libdex-1-1 libsqlcipher1 libssl3t64 libqpdf30
libcmark-gfm0.29.0.gfm.13 libcmark-gfm-extensions0.29.0.gfm.13 libpoppler-glib8t64 libseccomp2 libpng16-16t64 libjpeg62-turbo
libgl1 libgl1-mesa-dri libglx-mesa0 libegl1 libegl-mesa0 p11-kit p11-kit-modules'
# What flatpak-builder calls inside the SDK. appstream-compose is in appstream-util.
tools='binutils appstream appstream-compose appstream-util'

# section NAME: the packages below "# NAME" in the list of ./dev
section() { sed -n "/^# $1\$/,/^\$/{/^#/d;p}" "$here/.ci/packages" | tr '\n' ' '; }

# Its modules are libraries that this runtime has; only the program itself is left.
manifest() {
  jq --arg platform $platform --arg sdk $sdk --arg suite $suite --arg here "$here" '
    .runtime = $platform | .sdk = $sdk | ."runtime-version" = $suite
    | .modules |= [.[] | select(.name == "amtsstube") | .sources[0].path = $here]' "$here/flatpak/$app.json"
}

# tree FOLDER PACKAGES: a Debian tree
tree() {
  [ ! -d "$1" ] || return 0
  # shellcheck disable=SC2086
  mmdebstrap --variant=minbase --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/help/*' --dpkgopt='path-exclude=/usr/share/gtk-doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-include=/usr/share/locale/locale.alias' \
    --dpkgopt='path-include=/usr/share/locale/de/*' \
    --customize-hook='printf "de_DE.UTF-8 UTF-8\nen_US.UTF-8 UTF-8\n" >"$1/etc/locale.gen"; chroot "$1" locale-gen >/dev/null' \
    --include="$(echo $2 | tr ' ' ',')" $suite "$1.part.tar" \
    ${DEBIAN_MIRROR:+"deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $DEBIAN_MIRROR $suite main"} </dev/null
  mkdir "$1.part"
  tar -x --no-same-owner --exclude='./dev/*' --delay-directory-restore -C "$1.part" -f "$1.part.tar"
  rm "$1.part.tar"
  mv "$1.part" "$1"
}

# publish ID TREE: a tree becomes the runtime ID. A runtime is what stands in /usr, with /usr/etc shown as /etc.
publish() {
  ref=runtime/$1/$(flatpak --default-arch)/$suite
  ! ostree rev-parse --repo=repo "$ref" >/dev/null 2>&1 || return 0
  rm -rf stage
  mkdir stage
  mv "$2/usr" stage/files
  mkdir stage/files/etc
  for part in alternatives ca-certificates.conf dconf fonts gtk-4.0 ld.so.conf ld.so.conf.d ldap locale.alias mime.types nsswitch.conf \
    pkcs11 ssl xdg; do
    [ ! -e "$2/etc/$part" ] || mv "$2/etc/$part" stage/files/etc/
  done
  # Flatpak looks for ldconfig on its own PATH, which has no sbin.
  ln -sf ../sbin/ldconfig stage/files/bin/ldconfig
  chmod -R u+rwX,go+rX,ug-s stage
  arch=$(flatpak --default-arch)
  metadata="[Runtime]
name=$1
runtime=$platform/$arch/$suite
sdk=$sdk/$arch/$suite

[Environment]
XDG_DATA_DIRS=/app/share:/usr/share:/run/host/user-share:/run/host/share"
  printf '%s' "$metadata" >stage/metadata # to the byte what the commit carries, or it is refused when installed
  ostree commit --repo=repo --branch="$ref" --tree=dir=stage --owner-uid=0 --owner-gid=0 --no-xattrs --canonical-permissions \
    --subject="Debian $suite" --add-metadata-string=xa.metadata="$metadata" >/dev/null
  rm -rf stage "$2"
}

build() {
  mkdir -p "$1"
  cd "$1"
  PATH=$PATH:/usr/sbin:/sbin
  export FLATPAK_USER_DIR="$PWD/flatpak"
  if [ ! -d repo/objects ]; then
    ostree init --repo=repo --mode=archive-z2
    ostree config --repo=repo set archive.zlib-level 1
  fi
  for id in $platform $sdk; do
    ! ostree rev-parse --repo=repo "runtime/$id/$(flatpak --default-arch)/$suite" >/dev/null 2>&1 || continue
    packages="$(section run) $libraries"
    [ $id = $platform ] || packages="$packages $(section build) $tools"
    tree "tree-$id" "$packages"
    publish $id "tree-$id"
  done
  flatpak build-update-repo repo
  flatpak --user remote-add --no-gpg-verify --if-not-exists debian "$PWD/repo"
  flatpak --user install -y --noninteractive --or-update debian $platform $sdk
  manifest >$app.json
  flatpak-builder --user --disable-rofiles-fuse --ccache --force-clean --state-dir=state --install program $app.json
}

case ${1:-} in
manifest) manifest ;;
build) build "${2:?DIR}" ;;
exec)
  FLATPAK_USER_DIR=$(cd "${2:?DIR}" && pwd -P)/flatpak
  export FLATPAK_USER_DIR
  shift 2
  exec "$@" ;;
*)
  sed -n '3,9s/^# \{0,1\}//p' "$0"
  exit 2 ;;
esac
