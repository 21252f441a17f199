package dev.weft.agent.mesh;

import dev.weft.bootstrap.Attachment;
import dev.weft.bootstrap.Descriptors;
import dev.weft.bootstrap.EarlierSockets;
import dev.weft.bootstrap.RawSocket;
import dev.weft.core.control.LeaseAnswer;
import dev.weft.core.control.MeshClient;
import dev.weft.enforcer.report.EventLog;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What this process listens on. {@code listen()} returns when the policy server has acknowledged
 * the lease, or after a bounded wait without an answer: clients then learn of the listener later.
 */
final class Listeners {
  private final MeshClient client;
  private final EventLog log;
  private final Duration wait;
  private final RequestPorts requestPorts;
  private final List<InetSocketAddress> open = new CopyOnWriteArrayList<>();

  Listeners(MeshClient client, EventLog log, Duration wait, RequestPorts requestPorts) {
    this.client = client;
    this.log = log;
    this.wait = wait;
    this.requestPorts = requestPorts;
  }

  /** A server socket listens on {@code fd}; hang the result on it. */
  Attachment add(FileDescriptor fd) throws IOException {
    InetSocketAddress address = RawSocket.localAddress(fd);
    open.add(address);
    announce(address);
    return new Listener(address);
  }

  /**
   * Takes over what the process listened on before the agent was there.
   *
   * @return how many there are
   */
  int adopt(ProcessSockets sockets) {
    Map<InetSocketAddress, Future<LeaseAnswer>> answers = new LinkedHashMap<>();
    sockets.listening().forEach((number, socket) -> adopt(number, socket, answers));
    long end = System.nanoTime() + wait.toNanos();
    answers.forEach((address, answer) -> await(address, answer, end - System.nanoTime()));
    return answers.size();
  }

  private void adopt(
      int number, String socket, Map<InetSocketAddress, Future<LeaseAnswer>> answers) {
    try {
      InetSocketAddress address = RawSocket.localAddress(Descriptors.ofNumber(number));
      open.add(address);
      answers.put(address, client.announce(address));
      EarlierSockets.attach(number, new Listener(address));
      if (!ProcessSockets.isOpen(number, socket)) {
        EarlierSockets.released(number);
      }
    } catch (IOException e) {
      // Closed meanwhile.
      log.debug("lease.gone", "descriptor", number);
    }
  }

  private void announce(InetSocketAddress address) {
    await(address, client.announce(address), wait.toNanos());
  }

  private void await(InetSocketAddress address, Future<LeaseAnswer> asked, long nanos) {
    try {
      LeaseAnswer answer = asked.get(nanos, TimeUnit.NANOSECONDS);
      if (answer instanceof LeaseAnswer.Acknowledged acknowledged) {
        log.info("lease.acknowledged", "listener", address, "revision", acknowledged.revision());
      } else if (answer instanceof LeaseAnswer.Refused refused) {
        log.warn("lease.refused", "listener", address, "reason", refused.reason());
      }
    } catch (TimeoutException | ExecutionException e) {
      log.warn("lease.unanswered", "listener", address, "waited_ms", wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether {@code address} and {@code port} lead to this process. */
  boolean isOwn(InetAddress address, int port) {
    for (InetSocketAddress listener : open) {
      if (listener.getPort() == port && reaches(address, listener.getAddress())) {
        return true;
      }
    }
    return false;
  }

  private static boolean reaches(InetAddress address, InetAddress listener) {
    if (listener.equals(address)) {
      return true;
    }
    if (!listener.isAnyLocalAddress() && !address.isAnyLocalAddress()) {
      return false;
    }
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      return listener.isAnyLocalAddress() || listener.isLoopbackAddress();
    }
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  private final class Listener extends Attachment {
    private final InetSocketAddress address;
    private boolean gone;

    Listener(InetSocketAddress address) {
      this.address = address;
    }

    @Override
    public synchronized void released() {
      if (!gone) {
        gone = true;
        open.remove(address);
        requestPorts.remove(address.getPort());
        client.withdraw(address);
      }
    }
  }
}
