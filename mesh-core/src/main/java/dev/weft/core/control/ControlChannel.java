package dev.weft.core.control;

import dev.weft.core.http.HttpAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Carries exchanges with the policy server one after the other, over one connection that is kept
 * while it is good. Exchanges are for one thread at a time; {@link #close} is for any.
 */
final class ControlChannel {
  private final ServerAddress server;
  private final ControlTls tls;
  private final TaskScheduler scheduler;
  private final int maxAnswerBytes;
  private volatile @Nullable Connection connection;
  private volatile boolean closed;

  ControlChannel(
      ServerAddress server, ControlTls tls, TaskScheduler scheduler, int maxAnswerBytes) {
    this.server = server;
    this.tls = tls;
    this.scheduler = scheduler;
    this.maxAnswerBytes = maxAnswerBytes;
  }

  /**
   * Sends {@code request} and returns the answer, whatever its status.
   *
   * @param timeout for all of it: connecting, the handshake, and the whole answer
   * @throws ControlException when there is no answer to be had
   */
  HttpAnswer exchange(HttpRequest request, TlsCredentials credentials, Duration timeout)
      throws ControlException {
    AtomicBoolean late = new AtomicBoolean();
    TaskScheduler.Cancellable deadline =
        scheduler.schedule(
            timeout,
            () -> {
              late.set(true);
              abort();
            });
    try {
      return attempt(request, credentials, timeout, late);
    } catch (IOException e) {
      abort();
      throw Failures.of(e, request, closed, late.get(), timeout);
    } finally {
      deadline.cancel();
    }
  }

  /** Ends the connection, since the next exchange will be with other credentials. */
  void hangUp() {
    abort();
  }

  /** Ends the connection now, and lets no other be made. */
  void close() {
    closed = true;
    abort();
  }

  private HttpAnswer attempt(
      HttpRequest request, TlsCredentials credentials, Duration timeout, AtomicBoolean late)
      throws IOException {
    Connection kept = connection;
    if (kept != null && kept.uses(credentials)) {
      try {
        return use(kept, request);
      } catch (ControlException e) {
        throw e;
      } catch (IOException e) {
        // The server may have closed it while it was idle: that says nothing about the request.
        if (kept.answered() || !request.idempotent() || closed || late.get()) {
          throw e;
        }
      }
    }
    abort();
    Connection fresh = new Connection(credentials, tls);
    connection = fresh;
    if (closed || late.get()) {
      throw new IOException("aborted");
    }
    fresh.open(server, timeout);
    return use(fresh, request);
  }

  private HttpAnswer use(Connection used, HttpRequest request) throws IOException {
    HttpAnswer answer = used.exchange(request.bytes(server), maxAnswerBytes);
    if (!answer.keepAlive()) {
      abort();
    }
    return answer;
  }

  private void abort() {
    Connection current = connection;
    if (current != null) {
      current.abort();
      connection = null;
    }
  }
}
