package dev.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.http.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that goes on with something else than requests, behind requests. */
class HandOverTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String LAST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  private static final String CONNECT = "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final EmbeddedChannel client = new EmbeddedChannel();
  private final EmbeddedChannel server =
      new EmbeddedChannel(new HttpRequestEncoder(), new ResponseDecoder(), new ServerSide());
  private boolean handedOver;

  @BeforeEach
  void install() {
    Http1Wire.install(
        client,
        RequestForm.ORIGIN,
        request -> Verdict.ALLOWED,
        new Upstreams() {
          @Override
          public Future<Channel> channelFor(HttpRequest request) {
            return client.eventLoop().newSucceededFuture(server);
          }

          @Override
          public void close() {
            server.close();
          }
        },
        () -> false,
        Duration.ofSeconds(10));
    client
        .pipeline()
        .addBefore(client.pipeline().lastContext().name(), null, new HandsOverAtConnect());
  }

  private final class HandsOverAtConnect extends ChannelInboundHandlerAdapter {
    private boolean over;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (over) {
        ReferenceCountUtil.release(message);
      } else if (message instanceof HttpRequest request
          && request.method().equals(HttpMethod.CONNECT)) {
        over = true;
        Http1Wire.handOver(ctx.channel(), () -> handedOver = true);
      } else {
        ctx.fireChannelRead(message);
      }
    }
  }

  @AfterEach
  void release() {
    client.finishAndReleaseAll();
    server.finishAndReleaseAll();
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  private String answer() {
    StringBuilder text = new StringBuilder();
    for (ByteBuf part = client.readOutbound(); part != null; part = client.readOutbound()) {
      text.append(part.toString(StandardCharsets.US_ASCII));
      part.release();
    }
    return text.toString();
  }

  @Test
  void handOver_firstOnItsConnection_isDoneAtOnce() {
    client.writeInbound(bytes(CONNECT));

    assertThat(handedOver).isTrue();
    assertThat(client.config().isAutoRead()).as("what comes now is no request").isFalse();
  }

  @Test
  void handOver_behindAnAnswer_closesTheServersConnection() {
    client.writeInbound(bytes(GET));
    server.writeInbound(bytes(OK));
    assertThat(server.isOpen()).isTrue();

    client.writeInbound(bytes(CONNECT));

    assertThat(handedOver).isTrue();
    assertThat(server.isOpen()).isFalse();
  }

  @Test
  void handOver_behindARequest_waitsForItsAnswer() {
    client.writeInbound(bytes(GET + GET + CONNECT));
    assertThat(handedOver).isFalse();
    server.writeInbound(bytes(OK));
    assertThat(handedOver).as("with one more to be answered").isFalse();
    assertThat(client.config().isAutoRead()).isFalse();

    server.writeInbound(bytes(OK));

    assertThat(handedOver).isTrue();
    assertThat(client.config().isAutoRead()).isFalse();
    assertThat(answer()).hasSize(2 * OK.length());
    assertThat(server.isOpen()).isFalse();
  }

  @Test
  void handOver_behindTheLastRequest_isNotDone() {
    client.writeInbound(bytes(LAST + CONNECT));

    server.writeInbound(bytes(OK));

    assertThat(handedOver).isFalse();
    assertThat(client.isOpen()).isFalse();
  }
}
