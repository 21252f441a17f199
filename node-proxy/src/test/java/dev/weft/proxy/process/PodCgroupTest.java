package dev.weft.proxy.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodCgroupTest {
  private static final String UID = "0f3a1c52-77de-4b0e-9c11-2f6a5d8e9b01";
  private static final String UID_ = UID.replace('-', '_');
  private static final String OTHER = "9b01aaaa-0000-4b0e-9c11-2f6a5d8e9b01";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod%2$s.slice/cri-containerd-ab.scope",
        "0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod%2$s.slice/crio-conmon-ab.scope",
        "0::/kubepods.slice/kubepods-pod%2$s.slice/cri-containerd-ab.scope/init",
        "0::/kubepods/burstable/pod%1$s/ab",
        "0::/kubepods/besteffort/pod%1$s/ab",
        "0::/kubepods/pod%1$s",
        "12:pids:/kubepods/pod%1$s/ab\n3:cpu,cpuacct:/kubepods/pod%1$s/ab\n1:name=systemd:/kubepods/pod%1$s/ab\n0::/",
        "4:memory:/kubepods.slice/kubepods-pod%2$s.slice/docker-ab.scope\n0::/init.scope\n",
        "0::/kubepods/pod%1$s/a:b",
      })
  void uid_ofBothDriversAndVersions_isTheApis(String cgroups) {
    assertThat(PodCgroup.uid(cgroups.formatted(UID, UID_))).isEqualTo(UID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0::/",
        "0::/system.slice/sshd.service",
        "0::/kubepods",
        "0::/kubepods/burstable",
        "0::/kubepods.slice/kubepods-burstable.slice",
        "garbage",
        "0::/kubepods/pod",
        // Of a user of the node, in what systemd lets him have.
        "0::/user.slice/user-1000.slice/user@1000.service/kubepods/pod%1$s/ab",
        "0::/user.slice/user-1000.slice/user@1000.service/kubepods.slice/kubepods-pod%2$s.slice/a",
        "1:name=systemd:/user.slice/kubepods/pod%1$s",
        // As one sees it whose root is elsewhere.
        "0::/../../kubepods-burstable-pod%2$s.slice/cri-containerd-ab.scope",
        "0::/../kubepods/pod%1$s/ab",
        // Of a class that is not above it.
        "0::/kubepods.slice/kubepods-burstable.slice/kubepods-besteffort-pod%2$s.slice/ab",
        "0::/kubepods.slice/kubepods-burstable.slice/kubepods-pod%2$s.slice/ab",
        "0::/kubepods.slice/kubepods-burstable-pod%2$s.slice/ab",
        "0::/kubepods/guaranteed/pod%1$s/ab",
        "0::/kubepods/burstable/x/pod%1$s/ab",
        "0::/kubepodsx/pod%1$s/ab",
        "0::/kubepods/pod%1$s (deleted)",
      })
  void uid_ofWhatIsNoPodFromTheRoot_isNone(String cgroups) {
    assertThat(PodCgroup.uid(cgroups.formatted(UID, UID_))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0::/kubepods/pod%1$s/ab/kubepods/pod%2$s/x",
        "0::/kubepods/pod%1$s/kubepods.slice/kubepods-pod%2$s.slice",
        "0::/kubepods/burstable/pod%1$s/pod%2$s",
      })
  void uid_ofACgroupInsideThatNamesAnother_isTheFirst(String cgroups) {
    assertThat(PodCgroup.uid(cgroups.formatted(UID, OTHER))).isEqualTo(UID);
  }

  @Test
  void uid_whereHierarchiesDisagree_isNone() {
    String cgroups = "2:pids:/kubepods/pod" + UID + "/a\n1:name=systemd:/kubepods/pod" + OTHER;

    assertThat(PodCgroup.uid(cgroups)).isNull();
  }
}
