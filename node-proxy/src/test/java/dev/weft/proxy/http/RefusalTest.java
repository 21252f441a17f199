package dev.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.http.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client of HTTP/1.1 sees of requests that are refused. */
class RefusalTest {
  private final EmbeddedChannel client = new EmbeddedChannel();

  @BeforeEach
  void install() {
    Http1Wire.install(
        client,
        RequestForm.ORIGIN,
        request -> new Verdict(403, "no", null),
        new Upstreams() {
          @Override
          public Future<Channel> channelFor(HttpRequest request) {
            return client.eventLoop().newFailedFuture(new IOException("refused: asked anyway"));
          }

          @Override
          public void close() {}
        },
        () -> false,
        Duration.ofSeconds(10));
  }

  @AfterEach
  void release() {
    client.finishAndReleaseAll();
  }

  private void send(String text) {
    client.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  /** The answers whose end can be seen, though the connection goes on. */
  private List<String> answers(String field) {
    EmbeddedChannel reader =
        new EmbeddedChannel(new HttpResponseDecoder(), new HttpObjectAggregator(1000));
    for (ByteBuf part = client.readOutbound(); part != null; part = client.readOutbound()) {
      reader.writeInbound(part);
    }
    List<String> answers = new ArrayList<>();
    for (FullHttpResponse it = reader.readInbound(); it != null; it = reader.readInbound()) {
      answers.add(it.status().code() + " " + it.headers().get(field));
      it.release();
    }
    reader.finishAndReleaseAll();
    return answers;
  }

  @Test
  void callOfGrpc_refused_isAnsweredToItsEndAndTheNextToo() {
    String fields = "Host: a\r\nContent-Type: application/grpc\r\nContent-Length: 0\r\n\r\n";
    String call = "POST /a.B/C HTTP/1.1\r\n" + fields;
    send(call + call);

    assertThat(answers("grpc-status")).containsExactly("200 7", "200 7");
    assertThat(client.isOpen()).isTrue();
  }

  @Test
  void body_ofARefusedRequestThatIsMalformed_endsTheConnection() {
    send("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5 5\r\nhello\r\n");

    assertThat(answers("content-length")).containsExactly("403 2");
    assertThat(client.isOpen()).isFalse();
  }

  @Test
  void head_thatIsTooLarge_is431AndTheEnd() {
    send("GET /x HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(70_000) + "\r\n\r\n");

    assertThat(answers("connection")).containsExactly("431 close");
    assertThat(client.isOpen()).isFalse();
  }

  @Test
  void line_thatIsTooLong_is414AndTheEnd() {
    send("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(answers("connection")).containsExactly("414 close");
    assertThat(client.isOpen()).isFalse();
  }
}
