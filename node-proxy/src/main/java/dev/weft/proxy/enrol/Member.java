package dev.weft.proxy.enrol;

import dev.weft.proxy.capture.WorkloadPorts;
import dev.weft.proxy.node.Pod;
import dev.weft.proxy.workload.Workload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A workload that is served, with its ports and its pod. By one thread at a time. */
final class Member {
  private final Workload workload;
  private final WorkloadPorts ports;
  private final @Nullable Pod pod;
  private final List<InetSocketAddress> announced = new ArrayList<>();

  Member(Workload workload, WorkloadPorts ports, @Nullable Pod pod) {
    this.workload = workload;
    this.ports = ports;
    this.pod = pod;
  }

  Workload workload() {
    return workload;
  }

  @Nullable Pod pod() {
    return pod;
  }

  /**
   * Opens its ports, and tells the mesh where it is.
   *
   * @throws IOException when a port cannot be opened
   */
  void open() throws IOException {
    announced.addAll(ports.open(workload.spec().listeners()));
    if (pod != null) {
      for (InetAddress address : pod.spec().addresses()) {
        for (int port : pod.spec().ports().keySet()) {
          announced.add(new InetSocketAddress(address, port));
        }
      }
    }
    announced.forEach(workload::announce);
  }

  /** Tells the mesh that it is nowhere any more. */
  void withdraw() {
    announced.forEach(workload::withdraw);
    announced.clear();
  }

  /** Accepts nothing more for it, and ends its part in the mesh. */
  void close() {
    ports.close();
    workload.close();
  }
}
