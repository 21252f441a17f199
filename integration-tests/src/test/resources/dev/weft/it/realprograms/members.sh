# A network with five members, each in a network namespace of its own, and with whoever sources this
# inside new network and mount namespaces, with which all of it vanishes.
set -e
mount --make-rprivate /
mkdir -p /run/netns
mount -t tmpfs none /run/netns
ip link set lo up
ip link add net0 type bridge
ip link set net0 up
ip addr add 198.18.0.1/24 dev net0
for number in 1 2 3 4 5; do
  ip netns add "member$number"
  ip link add eth0 netns "member$number" type veth peer name "port$number"
  ip link set "port$number" master net0 up
  ip -n "member$number" link set lo up
  ip -n "member$number" link set eth0 up
  ip -n "member$number" addr add "198.18.0.1$number/24" dev eth0
done
