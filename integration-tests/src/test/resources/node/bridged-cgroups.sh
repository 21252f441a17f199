# As bridged.sh, with the cgroup that -Dweft.test.cgroup= names as the root of all cgroups.
source "$(dirname "${BASH_SOURCE[0]}")/bridged.sh"
for option in "$@"; do
  case "$option" in
    -Dweft.test.cgroup=*) echo 0 > "${option#*=}/cgroup.procs" ;;
  esac
done
# What is executed in the end is the first process, whose root it has to be.
set -- "$1" unshare --cgroup "${@:2}"
