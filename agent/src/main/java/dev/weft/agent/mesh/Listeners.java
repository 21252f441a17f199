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
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

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

  // Guarded by this, as what is announced is.
  private final Map<Listener, WeakReference<FileDescriptor>> attached = new WeakHashMap<>();
  private boolean leaving;

  Listeners(MeshClient client, EventLog log, Duration wait, RequestPorts requestPorts) {
    this.client = client;
    this.log = log;
    this.wait = wait;
    this.requestPorts = requestPorts;
  }

  /**
   * A server socket listens on {@code fd}; hang the result on it. Null where it has no address, as
   * a socket may that the process was started with: nobody can connect there.
   */
  @Nullable Attachment add(FileDescriptor fd) throws IOException {
    InetSocketAddress address = RawSocket.localAddress(fd);
    if (address.getPort() == 0) {
      return null;
    }
    Listener listener = new Listener(address);
    Future<LeaseAnswer> answer = null;
    synchronized (this) {
      open.add(address);
      attached.put(listener, new WeakReference<>(fd));
      if (!leaving) {
        answer = client.announce(address);
      }
    }
    if (answer != null) {
      await(address, answer, wait.toNanos());
    }
    return listener;
  }

  /** Announces nothing any more, and withdraws what is announced. */
  synchronized void leave() {
    if (!leaving) {
      leaving = true;
      open.forEach(client::withdraw);
    }
  }

  /** Announces everything again after {@link #leave}, and waits until that is known, bounded. */
  void comeBack() {
    Map<InetSocketAddress, Future<LeaseAnswer>> answers = new LinkedHashMap<>();
    synchronized (this) {
      leaving = false;
      open.forEach(address -> answers.put(address, client.announce(address)));
    }
    await(answers);
  }

  /** Takes what hangs on descriptors of the program from them. */
  void letGo() {
    Map<Listener, WeakReference<FileDescriptor>> all;
    synchronized (this) {
      all = new HashMap<>(attached);
      attached.clear();
    }
    all.forEach(
        (listener, reference) -> {
          FileDescriptor fd = reference.get();
          if (listener != null && fd != null) {
            Descriptors.detach(fd, listener);
          }
        });
  }

  /** What the program listens on. */
  List<InetSocketAddress> open() {
    return List.copyOf(open);
  }

  /**
   * Takes over what the process listened on before the agent was there.
   *
   * @return how many there are
   */
  int adopt(ProcessSockets sockets) {
    Map<InetSocketAddress, Future<LeaseAnswer>> answers = new LinkedHashMap<>();
    sockets.listening().forEach((number, socket) -> adopt(number, socket, answers));
    await(answers);
    return answers.size();
  }

  private void await(Map<InetSocketAddress, Future<LeaseAnswer>> answers) {
    long end = System.nanoTime() + wait.toNanos();
    answers.forEach((address, answer) -> await(address, answer, end - System.nanoTime()));
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

  private synchronized void withdraw(InetSocketAddress address) {
    open.remove(address);
    if (!leaving) {
      client.withdraw(address);
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
        requestPorts.remove(address.getPort());
        withdraw(address);
      }
    }
  }
}
