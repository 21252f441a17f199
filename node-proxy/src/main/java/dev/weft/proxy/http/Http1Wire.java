package dev.weft.proxy.http;

import dev.weft.proxy.link.Connector;
import dev.weft.proxy.net.Outgoing;
import dev.weft.proxy.relay.RelayEnd;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A client's HTTP/1.1 connection (RFC 9112). */
public final class Http1Wire implements Wire {
  private final Channel client;
  private final BooleanSupplier strict;
  private final RequestForm form;
  private final HeadDeadline deadline;
  private final RequestDecoder decoder = new RequestDecoder();
  private final ResponseEncoder encoder = new ResponseEncoder();

  private Http1Wire(
      Channel client, RequestForm form, BooleanSupplier strict, Duration headTimeout) {
    this.client = client;
    this.form = form;
    this.strict = strict;
    this.deadline = new HeadDeadline(headTimeout);
  }

  /**
   * Puts the handlers of HTTP/1.1 at the end of {@code client}'s pipeline.
   *
   * @param form what a request must look like here
   * @param strict whether the end of a stream over TLS must be authenticated, after an upgrade
   */
  public static void install(
      Channel client,
      RequestForm form,
      Passage passage,
      Upstreams upstreams,
      BooleanSupplier strict,
      Duration headTimeout) {
    Http1Wire wire = new Http1Wire(client, form, strict, headTimeout);
    client
        .pipeline()
        .addLast(wire.deadline, wire.encoder, wire.decoder)
        .addLast(new ClientSide(passage, upstreams, wire));
  }

  @Override
  public @Nullable String problem(HttpRequest request) {
    return form.problem(request);
  }

  @Override
  public void expectHead() {
    deadline.expectHead();
  }

  @Override
  public void headRead(boolean isHead) {
    deadline.headRead();
    encoder.expectToHead(isHead);
  }

  @Override
  public boolean frame(HttpResponse answer, HttpRequest request) {
    if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      return false;
    }
    HttpUtil.setTransferEncodingChunked(answer, true);
    return true;
  }

  @Override
  public void setClosing(HttpResponse answer) {
    answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
  }

  @Override
  public boolean upgrade(HttpResponse answer, Channel server) {
    RelayEnd near = new RelayEnd(strict);
    RelayEnd far = new RelayEnd(() -> Connector.isStrict(server));
    client.writeAndFlush(answer);
    ChannelPipeline ours = client.pipeline();
    ours.addLast(near);
    release(ours);
    ChannelPipeline theirs = server.pipeline();
    theirs.addLast(far);
    theirs.remove(ServerSide.class);
    theirs.remove(HttpRequestEncoder.class);
    theirs.remove(ResponseDecoder.class);
    RelayEnd.join(near, far);
    return true;
  }

  /**
   * Runs {@code next} when all requests before have been answered, and takes no more of them then;
   * what their servers were asked on is closed. Never, when {@code client} ends before.
   */
  public static void handOver(Channel client, Runnable next) {
    client.pipeline().get(ClientSide.class).handOver(next);
  }

  /** Takes the handlers of HTTP/1.1 out of a pipeline; what has come unread goes on. */
  public static void release(ChannelPipeline client) {
    client.remove(ClientSide.class);
    client.remove(ResponseEncoder.class);
    client.remove(HeadDeadline.class);
    client.remove(RequestDecoder.class);
  }

  @Override
  public boolean isUnfinished(Channel channel) {
    return Outgoing.isAny(channel);
  }

  @Override
  public void endUnread(Channel channel) {
    channel.close();
  }

  @Override
  public void failed(Channel channel, Throwable cause) {
    channel.close();
  }

  @Override
  public void abort(Channel channel) {
    RelayEnd.reset(channel);
  }
}
