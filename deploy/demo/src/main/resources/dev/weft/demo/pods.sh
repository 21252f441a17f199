# Two nodes with two pods each, in network namespaces, and a network between the nodes; then runs its
# arguments. To be run inside new network, mount and PID namespaces, with which all of it vanishes.
# Exit code 3 says that this machine cannot have it; the last line says why.
set -eE
trap 'exit 3' ERR
export PATH="$PATH:/usr/sbin:/sbin"

for program in ip nft mount; do
  command -v "$program" > /dev/null || { echo "$program is not on this machine"; exit 3; }
done

# Names of namespaces are files, and so are this script's alone.
mount --make-rprivate /
mount -t tmpfs none /run
mkdir /run/netns

ip link set lo up
ip link add net0 type bridge
ip link set net0 up
ip addr add 198.18.0.1/24 dev net0

node() { # node NUMBER
  ip netns add "node$1"
  ip link add up0 netns "node$1" type veth peer name "node$1"
  ip link set "node$1" master net0 up
  ip netns exec "node$1" sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'
  ip -n "node$1" link set lo up
  ip -n "node$1" link set up0 up
  ip -n "node$1" addr add "198.18.0.1$1/24" dev up0
  ip route add "198.18.$1.0/24" via "198.18.0.1$1"
}

pod() { # pod NAME NODE NUMBER
  ip netns add "$1"
  ip link add eth0 netns "$1" type veth peer name "pod$3" netns "node$2"
  ip -n "$1" link set lo up
  ip -n "$1" link set eth0 up
  ip -n "node$2" link set "pod$3" up
  ip -n "$1" addr add "198.18.$2.$3/32" dev eth0
  ip -n "node$2" addr add "198.18.$2.1/32" dev "pod$3"
  ip -n "$1" route add "198.18.$2.1" dev eth0
  ip -n "$1" route add default via "198.18.$2.1"
  ip -n "node$2" route add "198.18.$2.$3" dev "pod$3"
}

node 1
node 2
ip -n node1 route add 198.18.2.0/24 via 198.18.0.12
ip -n node2 route add 198.18.1.0/24 via 198.18.0.11
pod stock-report 1 10
pod recommendations 1 11
pod stock 2 10
pod orders 2 11

# What the proxy asks of the kernel.
ip netns exec node1 nft add table ip probe
ip netns exec node1 nft add chain ip probe pre '{ type filter hook prerouting priority 0; }'
ip netns exec node1 nft add rule ip probe pre socket transparent 1 accept
ip netns exec node1 nft add rule ip probe pre meta l4proto tcp tproxy to 127.0.0.1:1
ip netns exec node1 nft delete table ip probe

exec "$@"
