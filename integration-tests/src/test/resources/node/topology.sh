# Two nodes with a routed pod network on each: a link for each pod, as most networks of Kubernetes
# have.
source "$(dirname "${BASH_SOURCE[0]}")/nodes.sh"

pod() { # pod NAME NODE NUMBER
  ip netns add "$1"
  ip link add eth0 netns "$1" type veth peer name "veth-$1" netns "node$2"
  ip -n "$1" link set lo up
  ip -n "$1" link set eth0 up
  ip -n "node$2" link set "veth-$1" up
  ip -n "$1" addr add "198.18.$2.$3/32" dev eth0
  ip -n "$1" -6 addr add "fd00:18:$2::$3/128" dev eth0 nodad
  ip -n "node$2" addr add "198.18.$2.1/32" dev "veth-$1"
  ip -n "node$2" -6 addr add fe80::1/64 dev "veth-$1" nodad
  ip -n "$1" route add "198.18.$2.1" dev eth0
  ip -n "$1" route add default via "198.18.$2.1"
  ip -n "$1" -6 route add default via fe80::1 dev eth0
  ip -n "node$2" route add "198.18.$2.$3" dev "veth-$1"
  ip -n "node$2" -6 route add "fd00:18:$2::$3" dev "veth-$1"
}

pod shell 1 10
pod web 1 11
pod jvm 1 12
pod books 2 10
pod plain 2 11
