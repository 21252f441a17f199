package dev.weft.proxy.settings;

import dev.weft.enforcer.settings.SettingException;
import java.net.InetAddress;
import java.util.Set;

/**
 * How connections are captured on their way through the kernel.
 *
 * @param mode whose
 * @param mark the bit in packets' and connections' marks that leads what is captured to the proxy
 * @param ownMark the bit in the marks of what the proxy sends itself
 * @param table the number of the routing table, and the priority of the rule, for what is captured
 * @param outboundPort where the proxy listens on loopback for what pods send
 * @param inboundPort where it listens for what is sent to pods
 * @param probesFrom from where connections to pods pass by, when they are captured inside of them
 * @param users whose programs reach this node's pods by way of the proxy, by user ID
 */
public record CaptureSettings(
    CaptureMode mode,
    int mark,
    int ownMark,
    int table,
    int outboundPort,
    int inboundPort,
    Set<InetAddress> probesFrom,
    Set<Integer> users) {
  /** Takes copies. */
  public CaptureSettings {
    probesFrom = Set.copyOf(probesFrom);
    users = Set.copyOf(users);
  }

  /** Whether anything is captured. */
  public boolean isOn() {
    return mode != CaptureMode.OFF;
  }

  /**
   * Refuses a workload that is to be captured where nothing is.
   *
   * @throws SettingException when it is one
   */
  public void check(WorkloadSpec workload) {
    if (workload.captured() instanceof PodSpec pod) {
      check(workload, pod);
    }
    if (workload.captured() instanceof ProcessSpec && mode != CaptureMode.HOST) {
      throw new SettingException(
          workload.name() + ": process, and none are captured (expected: capture=host)");
    }
  }

  private void check(WorkloadSpec workload, PodSpec pod) {
    if (mode != CaptureMode.NODE && mode != CaptureMode.POD) {
      throw new SettingException(
          workload.name() + ": pod, and no pods are captured (expected: capture=node, or pod)");
    }
    if (mode == CaptureMode.NODE && pod.netns() instanceof Netns.AtPath named) {
      throw new SettingException(
          workload.name()
              + ": pod.netns: "
              + named.path()
              + " (expected: capture=pod, or no netns)");
    }
    if (mode == CaptureMode.POD && pod.netns() == null) {
      throw new SettingException(
          workload.name() + ": pod.netns: missing (expected: " + CaptureNode.NETNS_EXPECTED + ")");
    }
    if (mode == CaptureMode.POD && !workload.listeners().isEmpty()) {
      throw new SettingException(
          workload.name() + ": listeners: beside pod.netns (expected: the one or the other)");
    }
  }
}
