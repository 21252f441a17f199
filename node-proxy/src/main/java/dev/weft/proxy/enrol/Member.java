package dev.weft.proxy.enrol;

import dev.weft.proxy.capture.WorkloadPorts;
import dev.weft.proxy.captured.Captured;
import dev.weft.proxy.workload.Workload;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A workload that is served, with its ports and its pod. By one thread at a time. */
final class Member {
  private final Workload workload;
  private final WorkloadPorts ports;
  private final @Nullable Captured captured;
  private final List<InetSocketAddress> announced = new ArrayList<>();

  Member(Workload workload, WorkloadPorts ports, @Nullable Captured captured) {
    this.workload = workload;
    this.ports = ports;
    this.captured = captured;
  }

  Workload workload() {
    return workload;
  }

  @Nullable Captured captured() {
    return captured;
  }

  /**
   * Opens its ports, and tells the mesh where it is.
   *
   * @param captured where connections to it are captured
   * @throws IOException when a port cannot be opened
   */
  void open(List<InetSocketAddress> captured) throws IOException {
    announced.addAll(ports.open(workload.spec().listeners()));
    announced.addAll(captured);
    announced.forEach(workload::announce);
  }

  /** Tells the mesh that it is nowhere any more. */
  void withdraw() {
    announced.forEach(workload::withdraw);
    announced.clear();
  }

  /** Accepts nothing more for it. */
  void closePorts() {
    ports.close();
  }

  /** Ends its part in the mesh, which is waited for. */
  void leave() {
    workload.close();
  }
}
