package dev.weft.core.control;

import dev.weft.core.directory.DirectoryEndpoint;
import dev.weft.core.http.HttpAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks the policy server who listens at a place: once per place at a time, a bounded number at a
 * time, each within a deadline. While the server does not answer, most are refused without asking.
 */
final class Lookups {
  private static final int MAX_PENDING = 256;

  private final MeshState state;
  private final TaskScheduler scheduler;
  private final InstantSource clock;
  private final String hostId;
  private final Duration timeout;
  private final Tally tally;
  private final Backoff backoff;
  private final NegativeAnswers negatives;
  private final Queue<ControlChannel> idle;
  private final List<ControlChannel> channels;

  // Guarded by this.
  private final Map<Question, Pending> pending = new HashMap<>();
  private final Queue<Pending> queue = new ArrayDeque<>();
  private Instant refuseUntil = Instant.MIN;
  private boolean closed;

  Lookups(
      List<ControlChannel> channels,
      MeshState state,
      TaskScheduler scheduler,
      InstantSource clock,
      String hostId,
      Duration timeout,
      Tally tally,
      Backoff backoff) {
    this.channels = List.copyOf(channels);
    this.idle = new ArrayDeque<>(channels);
    this.state = state;
    this.scheduler = scheduler;
    this.clock = clock;
    this.hostId = hostId;
    this.timeout = timeout;
    this.tally = tally;
    this.backoff = backoff;
    this.negatives = new NegativeAnswers(clock, 4096);
  }

  /** The directory is at {@code revision}. */
  void moved(long revision) {
    negatives.moved(revision);
  }

  /** Whether nobody listens at {@code place}, by an answer that is remembered. */
  boolean isKnownOutside(Place place) {
    return negatives.contains(place);
  }

  /**
   * @param connected whether somebody was listening when this is asked: only then is it remembered
   *     if it is nobody of the mesh
   */
  CompletableFuture<List<DirectoryEndpoint>> lookup(Place place, boolean connected) {
    Question question = new Question(place, connected);
    if (negatives.contains(place)) {
      return CompletableFuture.completedFuture(List.of());
    }
    Pending asked;
    synchronized (this) {
      Pending same = pending.get(question);
      if (same != null) {
        return same.future.copy();
      }
      ControlException refusal = refusal();
      if (refusal != null) {
        return CompletableFuture.failedFuture(refusal);
      }
      asked = new Pending(question);
      pending.put(question, asked);
      queue.add(asked);
    }
    CompletableFuture<List<DirectoryEndpoint>> answer = asked.future.copy();
    asked.deadline = scheduler.schedule(timeout, () -> finish(asked, null, late()));
    scheduler.schedule(Duration.ZERO, this::drain);
    return answer;
  }

  /** Fails what is under way, and lets nothing follow. */
  void close() {
    List<Pending> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(pending.values());
    }
    channels.forEach(ControlChannel::close);
    for (Pending one : open) {
      finish(one, null, new ControlException(ControlFailure.CLOSED, "the client is closed"));
    }
  }

  /** Why nothing can be asked now, or null; to be called with the lock held. */
  private @Nullable ControlException refusal() {
    if (closed) {
      return new ControlException(ControlFailure.CLOSED, "look-up: the client is closed");
    }
    if (pending.size() >= MAX_PENDING) {
      tally.lookupsRejected.increment();
      return new ControlException(
          ControlFailure.OVERLOADED, "look-up: " + MAX_PENDING + " others are waiting");
    }
    Instant now = clock.instant();
    if (now.isBefore(refuseUntil) && Duration.between(now, refuseUntil).toSeconds() < 60) {
      return new ControlException(
          ControlFailure.UNREACHABLE, "look-up: the policy server did not answer a moment ago");
    }
    return null;
  }

  /** Works the queue off, on one of the channels; when all are busy, their workers do it. */
  private void drain() {
    ControlChannel channel;
    synchronized (this) {
      channel = idle.poll();
    }
    if (channel == null) {
      return;
    }
    while (true) {
      Pending next;
      synchronized (this) {
        next = queue.poll();
        if (next == null) {
          idle.add(channel); // under the lock that adding to the queue takes
          return;
        }
      }
      if (!next.future.isDone()) {
        ask(channel, next);
      }
    }
  }

  private void ask(ControlChannel channel, Pending asked) {
    try {
      List<DirectoryEndpoint> endpoints = answer(channel, asked.question);
      synchronized (this) {
        backoff.reset();
        refuseUntil = Instant.MIN;
      }
      finish(asked, endpoints, null);
    } catch (ControlException e) {
      tally.failures.increment();
      if (e.kind() == ControlFailure.UNREACHABLE) {
        synchronized (this) {
          refuseUntil = clock.instant().plus(backoff.next());
        }
      }
      finish(asked, null, e);
    } catch (RuntimeException e) {
      tally.failures.increment();
      finish(asked, null, malformed(e));
    }
  }

  private List<DirectoryEndpoint> answer(ControlChannel channel, Question question)
      throws ControlException {
    Place place = question.place();
    TlsCredentials credentials = state.credentials();
    if (credentials == null) {
      throw new ControlException(ControlFailure.UNREACHABLE, "look-up: no SVID yet");
    }
    String address = HttpRequest.encode(place.addressText());
    String query = "?address=" + address + "&port=" + place.port();
    HttpRequest request =
        HttpRequest.get("/mesh/v1/directory" + query + "&host=" + HttpRequest.encode(hostId));
    HttpAnswer answer = channel.exchange(request, credentials, timeout);
    if (answer.status() != 200) {
      throw Failures.of(answer, request);
    }
    try {
      JsonFields fields = ConfigReader.answer(answer.body()).only("revision", "endpoints");
      List<DirectoryEndpoint> endpoints = DirectoryFormat.endpoints(fields.objects("endpoints"));
      for (DirectoryEndpoint endpoint : endpoints) {
        if (!place.equals(new Place(endpoint.address(), endpoint.port()))) {
          throw new FormatException("endpoints: of another place than was asked for");
        }
      }
      if (endpoints.isEmpty() && question.connected()) {
        negatives.add(place, ConfigReader.revision(fields));
      }
      return endpoints;
    } catch (FormatException e) {
      throw malformed(e);
    }
  }

  private void finish(
      Pending asked,
      @Nullable List<DirectoryEndpoint> endpoints,
      @Nullable ControlException failure) {
    synchronized (this) {
      pending.remove(asked.question, asked);
      queue.remove(asked);
    }
    TaskScheduler.Cancellable deadline = asked.deadline;
    if (deadline != null) {
      deadline.cancel();
    }
    if (endpoints != null) {
      asked.future.complete(endpoints);
    } else if (failure != null) {
      asked.future.completeExceptionally(failure);
    }
  }

  private ControlException late() {
    return new ControlException(
        ControlFailure.UNREACHABLE,
        "look-up: no answer from the policy server within " + timeout.toMillis() + " ms");
  }

  private static ControlException malformed(Exception e) {
    return new ControlException(
        ControlFailure.MALFORMED_ANSWER,
        "look-up: " + Failures.text(String.valueOf(e.getMessage())),
        e);
  }

  /** Those who ask the same share an answer. */
  private record Question(Place place, boolean connected) {
    // By hand, as the first generated equals of a JVM costs its start.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Question question
          && question.connected == connected
          && question.place.equals(place);
    }

    @Override
    public int hashCode() {
      return 31 * place.hashCode() + Boolean.hashCode(connected);
    }
  }

  private static final class Pending {
    final Question question;
    final CompletableFuture<List<DirectoryEndpoint>> future = new CompletableFuture<>();
    volatile TaskScheduler.@Nullable Cancellable deadline;

    Pending(Question question) {
      this.question = question;
    }
  }
}
