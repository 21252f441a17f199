package dev.weft.agent.http.apache5minimal;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Tells of an exchange's course, and hands it on. */
public final class Apache5MinimalExchange implements AsyncClientExchangeHandler {
  private final AsyncClientExchangeHandler handler;
  private final @Nullable TraceContext parent = TraceScope.current();
  private volatile @Nullable ClientExchange exchange;

  Apache5MinimalExchange(AsyncClientExchangeHandler handler) {
    this.handler = handler;
  }

  private void begin(HttpRequest request) {
    exchange = ClientRequests.begin(parent, new Apache5MinimalRequest(request, null));
  }

  private void end(int status, @Nullable Throwable failure) {
    ClientRequests.end(exchange, status, failure);
  }

  @Override
  public void produceRequest(RequestChannel channel, HttpContext context)
      throws HttpException, IOException {
    handler.produceRequest(
        (request, entity, itsContext) -> {
          begin(request);
          channel.sendRequest(request, entity, itsContext);
        },
        context);
  }

  @Override
  public void consumeResponse(
      HttpResponse response, @Nullable EntityDetails entity, HttpContext context)
      throws HttpException, IOException {
    // It comes while an event of its connection is handled, through TLS and HTTP/2 too.
    ClientRequests.carriedHere(exchange);
    end(response.getCode(), null);
    handler.consumeResponse(response, entity, context);
  }

  @Override
  public void consumeInformation(HttpResponse response, HttpContext context)
      throws HttpException, IOException {
    handler.consumeInformation(response, context);
  }

  @Override
  public void failed(Exception cause) {
    end(0, cause);
    handler.failed(cause);
  }

  @Override
  public void cancel() {
    end(0, new CancellationException());
    handler.cancel();
  }

  @Override
  public int available() {
    return handler.available();
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    handler.produce(channel);
  }

  @Override
  public void updateCapacity(CapacityChannel channel) throws IOException {
    handler.updateCapacity(channel);
  }

  @Override
  public void consume(ByteBuffer data) throws IOException {
    handler.consume(data);
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers)
      throws HttpException, IOException {
    handler.streamEnd(trailers);
  }

  @Override
  public void releaseResources() {
    handler.releaseResources();
  }
}
