package dev.weft.agent.trace;

import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientGate;
import dev.weft.bootstrap.http.ClientView;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.trace.RequestSpan;
import dev.weft.enforcer.trace.TraceParent;
import dev.weft.enforcer.trace.TracedRequest;
import dev.weft.enforcer.trace.Tracer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a span of each request that a client library sends, and has its context sent along. */
public final class ClientSpans implements ClientGate {
  private final Supplier<Tracer> tracer;
  private final Peers peers;
  private final ForeignTracing foreign;
  private final Faults faults;

  /** Knows connections. */
  public interface Peers {
    /** Who has proved to be at the other end, as a principal; null for nobody. */
    @Nullable String of(MeshSocket socket);
  }

  /**
   * @param tracer asked at each request
   */
  public ClientSpans(Supplier<Tracer> tracer, Peers peers, ForeignTracing foreign, Faults faults) {
    this.tracer = tracer;
    this.peers = peers;
    this.foreign = foreign;
    this.faults = faults;
  }

  @Override
  public @Nullable ClientExchange begin(ClientView request) {
    Tracer made = tracer.get();
    if (!made.followsClient()) {
      return null;
    }
    RequestSpan span = made.startClient(new Sent(request), null);
    TraceContext context = span.context();
    if (context != null) {
      request.setHeader(TraceParent.HEADER, TraceParent.write(context));
      if (!context.traceState().isEmpty()) {
        request.setHeader(TraceParent.STATE_HEADER, context.traceState());
      }
    }
    return new Followed(span, peers);
  }

  /** Asks for no tracer, which takes long to make the first time. */
  @Override
  public boolean followsProgram() {
    return !foreign.isPresent();
  }

  @Override
  public void fault(String where, Throwable fault) {
    faults.caught(where, fault);
  }

  private record Followed(RequestSpan span, Peers peers) implements ClientExchange {
    @Override
    public void carriedBy(MeshSocket socket) {
      String peer = peers.of(socket);
      if (peer != null) {
        span.peer(peer);
      }
    }

    @Override
    public void addressedTo(String host, int port) {
      span.addressedTo(host, port);
    }

    @Override
    public void closed(int code) {
      span.finishedCall(0, code, null);
    }

    @Override
    public void answered(int status) {
      span.end(status);
    }

    @Override
    public void failed(Throwable failure) {
      span.end(0, failure);
    }
  }

  private record Sent(ClientView view) implements TracedRequest {
    @Override
    public String method() {
      return view.method();
    }

    @Override
    public boolean isGrpc() {
      return view.isGrpc();
    }

    @Override
    public @Nullable String header(String name) {
      return view.header(name);
    }

    @Override
    public String scheme() {
      return view.scheme();
    }

    @Override
    public String path() {
      return TracedRequest.pathOf(view.target());
    }

    @Override
    public @Nullable String serverAddress() {
      return view.host();
    }

    @Override
    public int serverPort() {
      int port = view.port();
      if (port > 0 || view.host() == null) {
        return port;
      }
      return view.scheme().equals("https") ? 443 : 80;
    }

    @Override
    public @Nullable String protocolVersion() {
      return view.protocolVersion();
    }

    @Override
    public long nanosSinceStart() {
      return Math.max(0, view.nanosSinceStart());
    }
  }
}
