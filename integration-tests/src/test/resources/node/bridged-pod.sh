# Makes a pod on a node's bridge: NAME NODE NUMBER.
set -e
ip netns add "$1"
ip link add eth0 netns "$1" type veth peer name "veth-$1" netns "node$2"
ip -n "node$2" link set "veth-$1" master cni0 up
ip -n "$1" link set lo up
ip -n "$1" link set eth0 up
ip -n "$1" addr add "198.18.$2.$3/24" dev eth0
ip -n "$1" -6 addr add "fd00:18:$2::$3/64" dev eth0 nodad
ip -n "$1" route add default via "198.18.$2.1"
ip -n "$1" -6 route add default via "fd00:18:$2::1"
