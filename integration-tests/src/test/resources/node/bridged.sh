# Two nodes with a bridge on each, to which their pods are attached: pods of one node meet without
# its routes. The node has a second address on it, for probes.
source "$(dirname "${BASH_SOURCE[0]}")/nodes.sh"

bridge() { # bridge NODE
  # With an address of its own: else it has a port's, and another one when that goes.
  ip -n "node$1" link add cni0 address "02:00:00:00:18:0$1" type bridge
  ip -n "node$1" link set cni0 up
  ip -n "node$1" addr add "198.18.$1.1/24" dev cni0
  ip -n "node$1" -6 addr add "fd00:18:$1::1/64" dev cni0 nodad
  ip -n "node$1" addr add "198.18.$1.250/24" dev cni0
  # Used by those alone who ask for it.
  ip -n "node$1" -6 addr add "fd00:18:$1::250/64" dev cni0 nodad preferred_lft 0
}

bridge 1
bridge 2
pod="$(dirname "${BASH_SOURCE[0]}")/bridged-pod.sh"
bash "$pod" shell 1 10
bash "$pod" web 1 11
bash "$pod" plain 1 12
bash "$pod" books 2 10
