package dev.weft.proxy.settings;

import dev.weft.enforcer.settings.SettingException;

/**
 * How connections are captured on their way through the kernel.
 *
 * @param mode whose
 * @param mark the bit in packets' and connections' marks that leads what is captured to the proxy
 * @param ownMark the bit in the marks of what the proxy sends itself
 * @param table the number of the routing table, and the priority of the rule, for what is captured
 * @param outboundPort where the proxy listens on loopback for what pods send
 * @param inboundPort where it listens for what is sent to pods
 */
public record CaptureSettings(
    CaptureMode mode, int mark, int ownMark, int table, int outboundPort, int inboundPort) {
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
    if (workload.captured() instanceof PodSpec && mode != CaptureMode.NODE) {
      throw new SettingException(
          workload.name() + ": pod, and no pods are captured (expected: capture=node)");
    }
    if (workload.captured() instanceof ProcessSpec && mode != CaptureMode.HOST) {
      throw new SettingException(
          workload.name() + ": process, and none are captured (expected: capture=host)");
    }
  }
}
