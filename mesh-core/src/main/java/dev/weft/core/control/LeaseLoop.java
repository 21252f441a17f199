package dev.weft.core.control;

import dev.weft.core.directory.IpLiteral;
import dev.weft.core.http.HttpAnswer;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the policy server's lease equal to what this process is: the full state, at once when it
 * changes (changes that come meanwhile go together), and as a heartbeat.
 */
final class LeaseLoop {
  /** The policy server takes 100 of them, and a refused config may be one more. */
  private static final int MAX_REPORTS = 99;

  private static final int MAX_ADDRESSES = 64;
  private static final Duration DELETE_TIMEOUT = Duration.ofSeconds(1);

  private final ControlChannel channel;
  private final MeshState state;
  private final LeaseBook book;
  private final LeaseFacts facts;
  private final ConfigLoop config;
  private final Duration timeout;
  private final Tally tally;
  private final Backoff backoff;
  private final CountDownLatch deleted = new CountDownLatch(1);

  private volatile List<Unprotected> reported = List.of();
  private volatile Set<Integer> requestPorts = Set.of();
  private volatile boolean closing;
  private boolean held;

  LeaseLoop(
      ControlChannel channel,
      MeshState state,
      LeaseBook book,
      LeaseFacts facts,
      ConfigLoop config,
      Duration timeout,
      Tally tally,
      Backoff backoff) {
    this.channel = channel;
    this.state = state;
    this.book = book;
    this.facts = facts;
    this.config = config;
    this.timeout = timeout;
    this.tally = tally;
    this.backoff = backoff;
  }

  void report(List<Unprotected> unprotected) {
    reported = List.copyOf(unprotected.subList(0, Math.min(unprotected.size(), MAX_REPORTS)));
  }

  void judgesRequestsOn(Set<Integer> ports) {
    requestPorts =
        ports.stream()
            .sorted()
            .limit(LeaseBook.MAX_LISTENERS)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Makes the next step, which must be woken, withdraw the lease. */
  void close() {
    closing = true;
  }

  /** Open when it was tried to withdraw the lease. */
  CountDownLatch deleted() {
    return deleted;
  }

  /** One step of the activity. */
  Duration step() {
    TlsCredentials credentials = state.credentials();
    if (closing) {
      if (deleted.getCount() > 0) {
        delete(credentials);
        deleted.countDown();
      }
      return Activity.UNTIL_WOKEN;
    }
    if (credentials == null) {
      return Activity.UNTIL_WOKEN;
    }
    try {
      Duration ttl = put(credentials);
      backoff.reset();
      return ttl.dividedBy(3);
    } catch (ControlException e) {
      tally.failures.increment();
      return backoff.next();
    }
  }

  private Duration put(TlsCredentials credentials) throws ControlException {
    List<LeaseBook.Waiting> places = book.places();
    List<InetAddress> addresses = facts.addresses().get().stream().limit(MAX_ADDRESSES).toList();
    HttpRequest request = HttpRequest.put(facts.target(), body(places, addresses));
    held = true; // even if the answer is lost
    HttpAnswer answer = channel.exchange(request, credentials, timeout);
    if (answer.status() != 200) {
      throw Failures.of(answer, request);
    }
    try {
      JsonFields fields = ConfigReader.answer(answer.body());
      long revision = ConfigReader.revision(fields);
      long ttl = fields.number("ttl", 1, 3600);
      Map<Place, String> refused = refused(fields.objects("refused"));
      for (LeaseBook.Waiting waiting : places) {
        book.answered(waiting, LeaseBook.answer(waiting.place(), revision, addresses, refused));
      }
      return Duration.ofSeconds(ttl);
    } catch (FormatException | IllegalArgumentException e) {
      throw new ControlException(
          ControlFailure.MALFORMED_ANSWER,
          request + ": " + Failures.text(String.valueOf(e.getMessage())),
          e);
    }
  }

  private void delete(@Nullable TlsCredentials credentials) {
    if (!held || credentials == null) {
      return;
    }
    try {
      channel.exchange(HttpRequest.delete(facts.target()), credentials, DELETE_TIMEOUT);
    } catch (ControlException e) {
      tally.failures.increment(); // the lease ends by itself
    }
  }

  private JsonObject body(List<LeaseBook.Waiting> places, List<InetAddress> addresses) {
    JsonObject.Builder labels = JsonObject.builder();
    facts.labels().forEach(labels::put);
    List<JsonValue> listeners = new ArrayList<>(places.size());
    for (LeaseBook.Waiting waiting : places) {
      listeners.add(
          JsonObject.builder()
              .put("address", waiting.place().addressText())
              .put("port", waiting.place().port())
              .build());
    }

    List<JsonValue> unprotected =
        Stream.concat(config.refusal().stream(), reported.stream())
            .<JsonValue>map(
                item ->
                    JsonObject.builder().put("what", item.what()).put("why", item.why()).build())
            .toList();
    return JsonObject.builder()
        .put("host", facts.hostId())
        .put("labels", labels.build())
        .put("addresses", new JsonArray(texts(addresses)))
        .put("listeners", new JsonArray(listeners))
        .put("applied", config.applied())
        .put(
            "report",
            JsonObject.builder()
                .put("unprotected", new JsonArray(unprotected))
                .put("refused", new JsonArray(refusedPolicies()))
                .put("requestPorts", new JsonArray(numbers(requestPorts)))
                .build())
        .build();
  }

  private List<JsonValue> refusedPolicies() {
    List<JsonValue> refused = new ArrayList<>();
    for (RefusedPolicy policy : config.refusedPolicies()) {
      refused.add(
          JsonObject.builder().put("policy", policy.policy()).put("why", policy.why()).build());
    }
    return refused;
  }

  private static List<JsonValue> numbers(Set<Integer> ports) {
    return ports.stream()
        .sorted()
        .<JsonValue>map(it -> new JsonNumber(BigDecimal.valueOf(it)))
        .toList();
  }

  private static List<JsonValue> texts(List<InetAddress> addresses) {
    return addresses.stream().<JsonValue>map(a -> new JsonString(IpLiteral.text(a))).toList();
  }

  private static Map<Place, String> refused(List<JsonFields> entries) throws FormatException {
    Map<Place, String> refused = new LinkedHashMap<>();
    for (JsonFields entry : entries) {
      Place place =
          new Place(IpLiteral.parse(entry.string("address")), (int) entry.number("port", 0, 65535));
      refused.put(place, Failures.text(entry.string("reason")));
    }
    return refused;
  }
}
