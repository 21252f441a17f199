package dev.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.http.Verdict;
import dev.weft.proxy.net.TimeLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StalledRequestTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n";
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  private final EmbeddedChannel client = new EmbeddedChannel();
  private final EmbeddedChannel server =
      new EmbeddedChannel(new HttpRequestEncoder(), new ResponseDecoder(), new ServerSide());

  private void install(Passage passage) {
    TimeLimits.of(Duration.ofHours(1), LIMIT).hold(client);
    Http1Wire.install(
        client,
        RequestForm.ORIGIN,
        passage,
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
        LIMIT);
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

  private void pass(Duration time) {
    for (int i = 0; i < 20; i++) {
      client.advanceTimeBy(time.dividedBy(20).toMillis(), TimeUnit.MILLISECONDS);
      client.runScheduledPendingTasks();
    }
  }

  private void passTheLimit() {
    pass(LIMIT.multipliedBy(5).dividedBy(4).plusSeconds(1));
  }

  @Test
  void body_thatStops_isAnswered408AndTheConnectionEnds() {
    install(request -> Verdict.ALLOWED);
    client.writeInbound(bytes(POST + "abc"));
    pass(LIMIT.minusSeconds(5));
    assertThat(client.isOpen()).isTrue();
    passTheLimit();

    assertThat(answer()).startsWith("HTTP/1.1 408 ").containsIgnoringCase("connection: close");
    assertThat(client.isOpen()).isFalse();
    assertThat(server.isOpen()).isFalse();
  }

  @Test
  void body_thatGoesOnSlowly_isLeftAlone() {
    install(request -> Verdict.ALLOWED);
    client.writeInbound(bytes(POST));
    for (int i = 0; i < 9; i++) {
      client.writeInbound(bytes("a"));
      pass(LIMIT.multipliedBy(3).dividedBy(4));
    }
    assertThat(client.isOpen()).isTrue();
    assertThat(answer()).isEmpty();
  }

  @Test
  void bodyOfARequestThatWasDenied_thatStops_endsTheConnection() {
    install(request -> new Verdict(403, "no", null));
    client.writeInbound(bytes(POST + "abc"));
    assertThat(answer()).startsWith("HTTP/1.1 403 ");
    assertThat(client.isOpen()).isTrue();
    passTheLimit();

    assertThat(client.isOpen()).isFalse();
  }

  @Test
  void answer_thatDoesNotCome_is504AndTheClientMayAskAgain() {
    install(request -> Verdict.ALLOWED);
    client.writeInbound(bytes(GET));
    passTheLimit();

    assertThat(answer()).startsWith("HTTP/1.1 504 ");
    assertThat(client.isOpen()).isTrue();
    assertThat(server.isOpen()).as("what may still come from there is nobody's").isFalse();
  }

  @Test
  void answer_thatStopsInItsBody_endsTheConnectionWithoutAnEnd() {
    install(request -> Verdict.ALLOWED);
    client.writeInbound(bytes(GET));
    server.writeInbound(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n"));
    passTheLimit();

    assertThat(answer()).startsWith("HTTP/1.1 200 ").doesNotContain("\r\n0\r\n");
    assertThat(client.isOpen()).isFalse();
  }

  @Test
  void connection_betweenRequests_isNoMatterOfThisLimit() {
    install(request -> Verdict.ALLOWED);
    client.writeInbound(bytes(GET));
    server.writeInbound(bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    passTheLimit();

    assertThat(answer()).startsWith("HTTP/1.1 200 ");
    assertThat(client.isOpen()).isTrue();
  }
}
