package dev.weft.proxy.captured;

import dev.weft.proxy.settings.CaptureSpec;
import dev.weft.proxy.workload.Workload;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** A way of having the kernel divert connections. Methods block; safe for any thread. */
public interface KernelCapture {
  /**
   * Refuses to begin where this way of capture is not possible.
   *
   * @throws IOException when it is not; fit for people
   */
  void check() throws IOException;

  /** What serves {@code workload}; nothing is captured yet. */
  Captured captured(Workload workload, CaptureSpec spec);

  /** Where the mesh can meet {@code captured}. */
  List<InetSocketAddress> places(Captured captured);

  /**
   * Captures what {@code arriving} open and what is opened to them, from now on. Until their
   * workloads have identity and rules nothing is let through. All come under capture at once.
   *
   * @return those that cannot be captured, since another has their place for example, and why; they
   *     keep no other out
   * @throws IOException when the kernel's rules cannot be put in place
   */
  Map<Captured, String> add(List<Captured> arriving) throws IOException;

  /**
   * Takes on nothing more of {@code leaving}. What it opens, and what is opened to it, is refused
   * until the rules change, which is with the next {@link #add} or some {@link #keep} later: so a
   * workload that is replaced is never outside the mesh.
   */
  void remove(Captured leaving);

  /**
   * Takes on what is captured from now on. Until then it has to wait, or is refused.
   *
   * @throws IOException when that cannot be done, for want of CAP_NET_ADMIN for example
   */
  void listen() throws IOException;

  /** Takes on nothing more; what is open goes on, and the kernel's rules stay. */
  void close();

  /**
   * Repairs the kernel's rules when they are not what they should be. To be called every few
   * seconds.
   *
   * @throws IOException when that cannot be done
   */
  void keep() throws IOException;

  /** How many datagrams of workloads passed by since the start, as far as they are counted. */
  default long datagrams() {
    return 0;
  }
}
