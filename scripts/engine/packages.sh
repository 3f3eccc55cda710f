# The programs of the engine: downloaded by apt with a configuration of its own (of the machine's it takes the
# mirror, and changes nothing), unpacked, never installed. Sourced by with-engine; uses $cache and $mirror.

TRIXIE='docker.io docker-cli containerd docker-buildx docker-compose docker-registry busybox-static'
# Debian 13's runc and iptables need libraries that Debian 12 does not have; 12's run on both.
BOOKWORM='runc tini iptables libip4tc2 libip6tc2 libxtables12 libnftnl11 libmnl0 libseccomp2'

# Fills $cache/root, once. The packages stay as they were downloaded first; remove the folder for newer ones.
fetch_packages() {
  [ -f "$cache/root/.complete" ] && return
  [ -n "$mirror" ] || cannot "apt on this machine names no Debian mirror; set WITH_ENGINE_MIRROR"
  rm -rf "$cache/root" "$cache/apt" "$cache/debs"
  mkdir -p "$cache/apt/lists/partial" "$cache/apt/archives/partial" "$cache/apt/none" "$cache/debs" "$cache/root"
  local key=/usr/share/keyrings/debian-archive-keyring.gpg suite
  for suite in trixie bookworm; do echo "deb [signed-by=$key] $mirror $suite main"; done >"$cache/apt/sources.list"
  cat >"$cache/apt/apt.conf" <<END
Dir::State "$cache/apt";
Dir::State::Lists "$cache/apt/lists";
Dir::State::status "/dev/null";
Dir::Cache "$cache/apt";
Dir::Etc::sourcelist "$cache/apt/sources.list";
Dir::Etc::sourceparts "$cache/apt/none";
Dir::Etc::preferences "$cache/apt/none/preferences";
Dir::Etc::preferencesparts "$cache/apt/none";
Acquire::Languages "none";
APT::Sandbox::User "root";
END
  local log=$cache/apt/log
  apt_here update -o APT::Update::Error-Mode=any >"$log" 2>&1 || cannot "apt cannot reach $mirror: $(tail -n 1 "$log")"
  # shellcheck disable=SC2086 # lists of words
  (cd "$cache/debs" && apt_here download $(printf '%s/trixie ' $TRIXIE) $(printf '%s/bookworm ' $BOOKWORM)) \
    >"$log" 2>&1 || cannot "apt cannot download the engine: $(tail -n 1 "$log")"
  local deb
  for deb in "$cache"/debs/*.deb; do
    dpkg -x "$deb" "$cache/root" || cannot "dpkg cannot unpack $(basename "$deb")"
  done
  rm -rf "$cache/debs" "$cache/apt"
  touch "$cache/root/.complete"
}

apt_here() {
  APT_CONFIG="$cache/apt/apt.conf" timeout 300 apt-get -q "$@"
}

# Prints the file that the stand-in images are kept in, named after what they are made of.
stand_ins() {
  local sum
  sum=$(cd "$parts" && find images inside.sh -type f | LC_ALL=C sort | xargs cat | sha256sum | cut -c1-12)
  echo "$cache/images-$sum-$store.tar"
}
