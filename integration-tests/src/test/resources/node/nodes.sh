# Two nodes in network namespaces of their own, a network between them, and the way to the pods of
# each, IPv4 and IPv6. To be sourced inside new network and mount namespaces, with which all of it
# vanishes.
set -e
mount --make-rprivate /
mkdir -p /run/netns
mount -t tmpfs none /run/netns
ip link set lo up
ip link add net0 type bridge
ip link set net0 up
ip addr add 198.18.0.1/24 dev net0
ip -6 addr add fd00:18::1/64 dev net0 nodad
sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1

node() { # node NUMBER
  ip netns add "node$1"
  ip link add up0 netns "node$1" type veth peer name "node$1"
  ip link set "node$1" master net0 up
  ip netns exec "node$1" sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
    net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.default.rp_filter=1
  ip -n "node$1" link set lo up
  ip -n "node$1" link set up0 up
  ip -n "node$1" addr add "198.18.0.1$1/24" dev up0
  ip -n "node$1" -6 addr add "fd00:18::1$1/64" dev up0 nodad
  ip -n "node$1" route add default via 198.18.0.1
  ip -n "node$1" -6 route add default via fd00:18::1
  ip route add "198.18.$1.0/24" via "198.18.0.1$1"
  ip -6 route add "fd00:18:$1::/64" via "fd00:18::1$1"
}

node 1
node 2
ip -n node1 route add 198.18.2.0/24 via 198.18.0.12
ip -n node1 -6 route add fd00:18:2::/64 via fd00:18::12
ip -n node2 route add 198.18.1.0/24 via 198.18.0.11
ip -n node2 -6 route add fd00:18:1::/64 via fd00:18::11
