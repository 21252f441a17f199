package dev.weft.proxy.http;

import dev.weft.bootstrap.http.Served;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.request.SeenRequest;
import dev.weft.enforcer.trace.RequestSpan;
import dev.weft.enforcer.trace.TraceParent;
import dev.weft.enforcer.trace.Tracer;
import dev.weft.proxy.link.Connector;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a workload's program sends: all of them go on, each in a span whose context it
 * takes along.
 */
public record OutboundPassage(Tracer tracer, Faults faults) implements Passage {
  @Override
  public Verdict judge(HttpRequest request) {
    try {
      RequestSpan span =
          tracer.startForwarded(new SeenRequest(new ProxiedRequest(request, "http"), 0), null);
      bear(request, span.context());
      return Verdict.allowed(span);
    } catch (RuntimeException e) {
      faults.caught("trace.outbound", e);
      return Verdict.ALLOWED;
    }
  }

  /** Traced as those that go on are. */
  @Override
  public Verdict malformed(HttpRequest request, int status, String problem) {
    return new Verdict(status, "Bad Request: " + problem, null, judge(request).served());
  }

  @Override
  public void carriedBy(Served served, Channel server) {
    String peer = Connector.peer(server);
    if (peer != null && served instanceof RequestSpan span) {
      span.peer(peer);
    }
  }

  /** Puts {@code context} into {@code request}, for whoever gets it. */
  static void bear(HttpRequest request, @Nullable TraceContext context) {
    if (context == null) {
      return;
    }
    request.headers().set(TraceParent.HEADER, TraceParent.write(context));
    if (context.traceState().isEmpty()) {
      request.headers().remove(TraceParent.STATE_HEADER);
    } else {
      request.headers().set(TraceParent.STATE_HEADER, context.traceState());
    }
  }
}
