package dev.weft.server.workload;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weft.server.directory.LeaseBody;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.PeerCertificate;
import dev.weft.server.http.WorkloadGate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The long poll for config. It occupies no thread while it waits. */
final class ConfigEndpoint implements HttpService {
  private static final long LONGEST_WAIT = 30;
  private static final int MAX_SOURCE = 64;

  /** Enough for the whole of a large mesh on a slow line. */
  private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(30);

  private final ConfigFeed feed;
  private final PeerCertificate peer;

  ConfigEndpoint(ConfigFeed feed, PeerCertificate peer) {
    this.feed = feed;
    this.peer = peer;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    String namespace = WorkloadGate.identity(peer, context).namespace();
    long after = number(context, "after", -1, Long.MAX_VALUE);
    long seen = number(context, "seen", -1, Long.MAX_VALUE);
    Duration wait = Duration.ofSeconds(number(context, "wait", 0, LONGEST_WAIT));
    String host = context.queryParam("host");
    ConfigScope scope =
        new ConfigScope(namespace, host == null ? "" : LeaseBody.host("host", host));
    String source = context.queryParam("source");
    if (source != null && source.length() > MAX_SOURCE) {
      throw ApiException.badRequest("source", "too long (expected: what a config said)");
    }
    context.setRequestTimeout(wait.plus(TIME_TO_ANSWER));
    return feed.poll(
        new KnownConfig(scope, after, seen, Optional.ofNullable(source)), wait, context);
  }

  private static long number(ServiceRequestContext context, String name, long fallback, long most) {
    List<String> values = context.queryParams(name);
    if (values.isEmpty()) {
      return fallback;
    }
    String text = values.get(0);
    if (values.size() == 1 && text.matches("\\d{1,18}") && Long.parseLong(text) <= most) {
      return Long.parseLong(text);
    }
    throw ApiException.badRequest(
        name,
        (text.length() <= 40 ? text : "too long")
            + " (expected: a whole number"
            + (most == Long.MAX_VALUE ? ")" : " from 0 to " + most + ")"));
  }
}
