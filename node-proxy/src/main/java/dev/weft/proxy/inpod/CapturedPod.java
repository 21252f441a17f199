package dev.weft.proxy.inpod;

import dev.weft.core.control.Unprotected;
import dev.weft.enforcer.report.EventLog;
import dev.weft.proxy.capture.Capture;
import dev.weft.proxy.capture.Listeners;
import dev.weft.proxy.captured.Captured;
import dev.weft.proxy.captured.Capturing;
import dev.weft.proxy.captured.KeptTable;
import dev.weft.proxy.captured.Neighbours;
import dev.weft.proxy.net.Transport;
import dev.weft.proxy.netfilter.CaptureRules;
import dev.weft.proxy.netfilter.InPodTable;
import dev.weft.proxy.netfilter.SystemCommands;
import dev.weft.proxy.netns.NamespaceId;
import dev.weft.proxy.netns.NetworkNamespace;
import dev.weft.proxy.settings.CaptureSettings;
import dev.weft.proxy.settings.HostPort;
import dev.weft.proxy.settings.PodSpec;
import dev.weft.proxy.workload.Workload;
import io.netty.channel.Channel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One pod, with what it has in its network namespace: rules, and listeners. The namespace may go
 * and come again. Blocks; by one thread at a time.
 */
final class CapturedPod {
  private static final Unprotected UDP =
      new Unprotected("UDP", "datagrams of this pod pass by the mesh");

  private final Capturing capturing;
  private final CaptureSettings settings;
  private final PodNamespace place;
  private final PodSpec spec;
  private final PodSockets sockets = new PodSockets();
  private final Listeners listeners;
  private final Captured captured;
  private @Nullable KeptTable table;
  private boolean ipv6;
  private boolean listening;

  /** Nothing is done in the pod yet. */
  CapturedPod(
      Capturing capturing,
      Neighbours neighbours,
      Workload workload,
      PodSpec spec,
      PodNamespace place) {
    this.capturing = capturing;
    this.settings = capturing.settings().capture();
    this.spec = spec;
    this.place = place;
    Transport transport = capturing.transport().with(sockets);
    this.listeners = capturing.listeners().with(transport);
    this.captured = capturing.captured(neighbours, workload, spec, transport, listeners);
  }

  Captured captured() {
    return captured;
  }

  /** Where its namespace is. */
  PodNamespace place() {
    return place;
  }

  /** Whether the proxy is in the pod. */
  boolean isEntered() {
    return sockets.namespace() != null;
  }

  /** In which namespace it is; null for none. */
  @Nullable NamespaceId id() throws IOException {
    NetworkNamespace namespace = sockets.namespace();
    return namespace == null ? null : namespace.id();
  }

  /**
   * Goes into {@code namespace}, and puts the rules there: what the pod opens, and what is opened
   * to it, is refused until {@link #listen}.
   *
   * @throws IOException when the rules cannot be put in place, or the pod is another; then it is
   *     left again
   */
  void enter(NetworkNamespace namespace) throws IOException {
    EventLog log = capturing.log();
    try {
      SystemCommands commands = SystemCommands.in(namespace.file());
      PodAddresses.require(spec.addresses(), commands);
      KeptTable rules = new KeptTable(new CaptureRules(settings, commands), log, captured.name());
      rules.install(InPodTable.render(settings));
      ipv6 = commands.haveIpv6();
      table = rules;
      sockets.are(namespace);
    } catch (IOException | RuntimeException e) {
      namespace.close();
      throw e;
    }
    log.info("capture.installed", "workload", captured.name(), "netns", place);
  }

  /**
   * Takes on what is captured from now on, if it does not do so already.
   *
   * @throws IOException when a listener cannot be opened; then none is
   */
  void listen() throws IOException {
    if (listening) {
      return;
    }
    try {
      int outbound = settings.outboundPort();
      listeners.capture(new HostPort("127.0.0.1", outbound), this::outbound);
      if (ipv6) {
        listeners.capture(new HostPort("::1", outbound), this::outbound);
      }
      listeners.open(
          new HostPort(ipv6 ? "::" : "0.0.0.0", settings.inboundPort()),
          Capture.inbound(this::inbound));
      listening = true;
    } catch (IOException e) {
      listeners.close();
      throw e;
    }
  }

  private void outbound(Channel accepted) {
    track(accepted);
    capturing.redirected(accepted, "outbound", to -> captured.outbound().take(accepted, to));
  }

  private void inbound(Channel accepted) {
    track(accepted);
    capturing.redirected(accepted, "inbound", to -> captured.take(accepted, to));
  }

  private void track(Channel accepted) {
    NetworkNamespace namespace = sockets.namespace();
    if (namespace != null) {
      namespace.track(accepted);
    }
  }

  /** Whether the namespace is the pod's no more: it is gone, or the pod has another. */
  boolean isGone() throws IOException {
    NamespaceId entered = id();
    return entered != null && !place.is(entered);
  }

  /** Repairs the rules when they are not what they should be, and tells of what passes by them. */
  void keep() throws IOException {
    KeptTable rules = table;
    if (rules != null) {
      rules.keep(InPodTable.render(settings));
      rules.tellDatagrams();
      if (rules.datagrams() > 0) {
        captured.workload().unprotected(UDP);
      }
    }
  }

  /** How many datagrams had passed by it when that was last looked at. */
  long datagrams() {
    KeptTable rules = table;
    return rules == null ? 0 : rules.datagrams();
  }

  /** Takes on nothing more; what is open goes on. */
  void close() {
    listeners.close();
    listening = false;
    KeptTable rules = table;
    if (rules != null) {
      rules.oneHasLeft();
    }
  }

  /**
   * Lets the pod go to which {@link #close} was said: at first its connections are still refused,
   * then new ones are left alone, and when the last of those that are open has ended the rules are
   * taken away.
   *
   * @return whether that is done
   */
  boolean release() throws IOException {
    NetworkNamespace namespace = sockets.namespace();
    KeptTable rules = table;
    if (namespace == null || rules == null) {
      return true;
    }
    rules.keep(InPodTable.released(settings));
    if (!rules.isInstalled(InPodTable.released(settings)) || !namespace.isIdle()) {
      return false;
    }
    rules.remove();
    leave();
    return true;
  }

  /**
   * Lets the pod go at once.
   *
   * @throws IOException when its rules cannot be taken away
   */
  void releaseNow() throws IOException {
    KeptTable rules = table;
    if (rules != null) {
      rules.remove();
    }
  }

  /** Whether none of its connections is open. */
  boolean isIdle() {
    NetworkNamespace namespace = sockets.namespace();
    return namespace == null || namespace.isIdle();
  }

  /** Ends all that is in the namespace but the rules, so that it can end itself. */
  void leave() {
    listeners.close();
    listening = false;
    table = null;
    NetworkNamespace namespace = sockets.namespace();
    sockets.are(null);
    if (namespace != null) {
      namespace.close();
    }
  }
}
