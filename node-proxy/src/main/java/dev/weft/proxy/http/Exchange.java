package dev.weft.proxy.http;

import dev.weft.bootstrap.http.Served;
import dev.weft.proxy.net.Reading;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. The request's body goes to the server and the answer to the client as
 * they come, each side being read from only as fast as the other takes it. Ends exactly once.
 * Everything happens on one event loop.
 */
final class Exchange {
  private static final int SWITCHING_PROTOCOLS = 101;

  private final ClientSide client;
  private final HttpRequest request;
  private final Served served;
  private final boolean grpc;
  private final boolean isHead;
  private final ArrayDeque<HttpObject> early = new ArrayDeque<>();
  private @Nullable Channel server;
  private boolean asked;
  private boolean informing;
  private boolean answering;
  private boolean ended;
  private boolean endsByClosing;
  private boolean serverCloses;
  private boolean unflushed;
  private int status;
  private int grpcStatus = -1;

  /**
   * @param asked whether {@code request} is all of it
   */
  Exchange(ClientSide client, HttpRequest request, Served served, boolean grpc, boolean asked) {
    this.client = client;
    this.request = request;
    this.served = served;
    this.grpc = grpc;
    this.asked = asked;
    this.isHead = request.method().equals(HttpMethod.HEAD);
  }

  /** Whether all of the request has come. */
  boolean isAsked() {
    return asked;
  }

  /** There is a channel for it. */
  void begin(Channel channel) {
    if (ended) {
      channel.close();
      return;
    }
    server = channel;
    ServerSide side = channel.pipeline().get(ServerSide.class);
    side.usedBy(this);
    ResponseDecoder decoder = channel.pipeline().get(ResponseDecoder.class);
    if (decoder != null) {
      decoder.expectToHead(isHead);
    }
    client.carriedBy(served, channel);
    channel.write(request);
    for (HttpObject part = early.poll(); part != null; part = early.poll()) {
      channel.write(part);
    }
    unflushed = true;
    if (!client.isReading()) {
      askedSoFar();
    }
    Reading.on(channel);
    if (!asked && channel.isWritable()) {
      client.resume();
    }
  }

  /** There is no channel for it. */
  void unreachable(String why) {
    refuse(503, "the destination cannot be reached: " + why, why);
  }

  /** A part of the request's body has come. */
  void asking(HttpObject part) {
    if (ended) {
      ReferenceCountUtil.release(part);
      return;
    }
    if (part.decoderResult().isFailure()) {
      ReferenceCountUtil.release(part);
      malformed();
      return;
    }
    asked = part instanceof LastHttpContent;
    Channel channel = server;
    if (channel == null) {
      early.add(part);
      client.pause();
      return;
    }
    unflushed = true;
    channel.write(part);
    if (!channel.isWritable()) {
      // Paused before: the flush may make room, which is told at once and only then.
      client.pause();
      askedSoFar();
    }
  }

  /** What has come of the request is all for now. */
  void askedSoFar() {
    if (server != null && unflushed) {
      unflushed = false;
      server.flush();
    }
  }

  void serverTakesMore() {
    if (!asked) {
      client.resume();
    }
  }

  void clientTakesMore() {
    if (server != null) {
      Reading.on(server);
    }
  }

  /** A part of the answer has come. */
  void answered(HttpObject part) {
    if (ended) {
      ReferenceCountUtil.release(part);
      return;
    }
    if (part.decoderResult().isFailure()) {
      ReferenceCountUtil.release(part);
      serverGone("malformed answer");
      return;
    }
    if (part instanceof HttpResponse answer) {
      if (isInformational(answer)) {
        informing = !(part instanceof LastHttpContent);
        client.inform(part);
        return;
      }
      answering = true;
      status = answer.status().code();
      if (status == SWITCHING_PROTOCOLS) {
        upgrade(answer);
        return;
      }
      prepare(answer);
    }
    boolean last = part instanceof LastHttpContent;
    if (informing && last) {
      informing = false;
      client.inform(part);
      return;
    }
    if (last && endsByClosing && isCut()) {
      ReferenceCountUtil.release(part);
      serverGone("cut");
      return;
    }
    if (part instanceof LastHttpContent trailer) {
      readGrpcStatus(trailer.trailingHeaders().get("grpc-status"));
    }
    client.write(part);
    if (last) {
      Channel used = server;
      end(null);
      if (serverCloses && used != null) {
        // Or the next request would meet the end of it.
        client.leave(used);
      }
      client.finished(this, asked);
    } else if (!client.isWritable() && server != null) {
      server.config().setAutoRead(false);
    }
  }

  private boolean isCut() {
    Channel channel = server;
    ServerSide side = channel == null ? null : channel.pipeline().get(ServerSide.class);
    return channel != null && side != null && side.isCut(channel);
  }

  private static boolean isInformational(HttpResponse answer) {
    return answer.status().codeClass() == HttpStatusClass.INFORMATIONAL
        && answer.status().code() != SWITCHING_PROTOCOLS;
  }

  private void prepare(HttpResponse answer) {
    serverCloses = !HttpUtil.isKeepAlive(answer);
    Framing.strip(answer);
    readGrpcStatus(answer.headers().get("grpc-status"));
    boolean bodiless = isHead || status == 204 || status == 304;
    if (!bodiless
        && !(answer instanceof FullHttpResponse)
        && !answer.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
        && !HttpUtil.isTransferEncodingChunked(answer)) {
      endsByClosing = true;
      client.frame(answer, request);
    }
    client.setPersistence(answer, asked);
  }

  private void readGrpcStatus(@Nullable String text) {
    if (grpc && text != null && text.matches("[0-9]{1,2}")) {
      grpcStatus = Integer.parseInt(text);
    }
  }

  /** Both sides go on with another protocol, of which nothing is known. */
  private void upgrade(HttpResponse answer) {
    Channel channel = server;
    if (channel != null && Framing.isWebSocket(answer) && client.upgrade(answer, channel)) {
      end(null);
    } else {
      ReferenceCountUtil.release(answer);
      serverGone("an upgrade that nobody asked for");
    }
  }

  /** What has come of the answer is all for now. */
  void answeredSoFar() {
    client.flush();
  }

  /** The server will not go on. */
  void serverGone(String why) {
    if (ended) {
      return;
    }
    if (!answering) {
      refuse(502, "the destination gave no answer: " + why, why);
    } else {
      end(why);
      client.abort();
    }
  }

  /** Where the request goes on; null before that is known, and at its end. */
  @Nullable Channel server() {
    return server;
  }

  /** Nothing has moved for as long as a request may be quiet. */
  void stalled() {
    Channel channel = server;
    if (answering) {
      end("stalled");
      if (channel != null) {
        channel.close();
      }
      client.abort();
    } else if (!asked && (channel == null || channel.isWritable())) {
      // What is left of the request may come at any time: nothing else can on this connection.
      client.answerLast();
      refuse(408, "the request did not go on", "stalled request");
    } else {
      refuse(504, "the destination gave no answer in time", "stalled answer");
    }
  }

  /** The request's body cannot be read on, nor can what may come behind it: it has no end. */
  private void malformed() {
    Channel channel = server;
    if (answering) {
      end("malformed request");
      if (channel != null) {
        channel.close();
      }
      client.abort();
    } else {
      client.answerLast();
      refuse(400, "the request's body is malformed", "malformed request");
    }
  }

  /** The client will not go on. */
  void clientGone() {
    Channel channel = server;
    end("client gone");
    if (channel != null) {
      channel.close();
    }
  }

  private void refuse(int code, String text, String why) {
    if (!ended) {
      status = code;
      Channel channel = server;
      end(why);
      if (channel != null) {
        channel.close();
      }
      client.answer(this, Answers.of(code, text, grpc));
    }
  }

  private void end(@Nullable String error) {
    if (ended) {
      return;
    }
    ended = true;
    early.forEach(ReferenceCountUtil::release);
    early.clear();
    Channel channel = server;
    server = null;
    if (channel != null) {
      ServerSide side = channel.pipeline().get(ServerSide.class);
      if (side != null) {
        side.usedBy(null);
      }
    }
    if (grpc) {
      served.finishedCall(status, grpcStatus, error);
    } else {
      served.finished(status, error);
    }
  }
}
