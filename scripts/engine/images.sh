# Makes the stand-in images and keeps them, with a registry that has them. Sourced by inside.sh.

# Writes $make_images (docker save) and beside it the registry's folder.
make_images() {
  local tree=$run/tree list=$run/list
  base_tree "$tree"
  tar -C "$tree" --numeric-owner --mtime=@1750000000 --sort=name -c . |
    docker import --change 'CMD ["/bin/sh"]' \
      --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - alpine:3.22 >/dev/null
  docker tag alpine:3.22 alpine:latest
  docker tag alpine:3.22 alpine:3.21
  rm -r "$tree/etc/os-release" "$tree/etc/alpine-release" "$tree/etc/motd"
  tar -C "$tree" --numeric-owner --mtime=@1750000000 --sort=name -c . |
    docker import --change 'CMD ["sh"]' \
      --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - busybox:latest >/dev/null
  docker tag busybox:latest busybox:1.37
  local name
  for name in nginx redis hello-world; do
    docker buildx build --quiet --provenance=false --tag "$name:latest" "$parts/images/$name" >/dev/null
  done
  docker tag nginx:latest nginx:alpine
  docker tag redis:latest redis:alpine
  docker image ls --format '{{.Repository}}:{{.Tag}}' >"$list"
  while read -r name; do
    # The mirror of Docker Hub has them where Docker Hub has them.
    docker tag "$name" "localhost:5000/library/$name"
    docker push --quiet "localhost:5000/library/$name" >/dev/null
    docker rmi "localhost:5000/library/$name" >/dev/null
  done <"$list"
  xargs docker save --output "$make_images.new" <"$list"
  tar -C "$run/registry" -cf "${make_images%.tar}-registry.tar" .
  mv "$make_images.new" "$make_images"
}

# Puts a small Linux together from busybox.
# $1: folder to make
base_tree() {
  local tree=$1 applet
  mkdir -p "$tree"/{bin,dev,etc,home,lib,media,mnt,opt,proc,root,run,sbin,srv,sys,tmp,usr/bin,usr/sbin,usr/local/bin,var/log,var/tmp}
  chmod 1777 "$tree/tmp" "$tree/var/tmp" && chmod 700 "$tree/root"
  cp "$root/usr/bin/busybox" "$tree/bin/busybox"
  for applet in $("$root/usr/bin/busybox" --list-full); do
    case $applet in *dpkg* | *rpm* | bin/busybox) continue ;; esac
    ln -sf /bin/busybox "$tree/$applet"
  done
  cp -r "$parts/images/alpine/." "$tree/"
  chmod 755 "$tree/usr/sbin/adduser" "$tree/usr/sbin/addgroup"
  chown -R 0:0 "$tree"
}
