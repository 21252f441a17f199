package dev.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.http.Verdict;
import dev.weft.proxy.net.ConnectionLimit;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients whose connections are still being set up when the proxy is told to stop. */
class LateDrainTest {
  private final EmbeddedChannel client = new EmbeddedChannel();
  private final Upstreams nowhere =
      new Upstreams() {
        @Override
        public Future<Channel> channelFor(HttpRequest request) {
          return client.eventLoop().newFailedFuture(new IOException("nobody is there"));
        }

        @Override
        public void close() {}
      };

  @BeforeEach
  void drainBeforeItIsKnownWhatIsSpoken() {
    ConnectionLimit limit = new ConnectionLimit(1);
    limit.admit(client);
    limit.drain();
  }

  @AfterEach
  void release() {
    client.finishAndReleaseAll();
  }

  private ByteBuf written() {
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = client.readOutbound(); part != null; part = client.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    return all;
  }

  @Test
  void http1_firstAnswer_saysThatTheConnectionEnds() {
    Http1Wire.install(
        client,
        RequestForm.ORIGIN,
        request -> Verdict.ALLOWED,
        nowhere,
        () -> false,
        Duration.ofSeconds(10));

    client.writeInbound(
        Unpooled.copiedBuffer("GET / HTTP/1.1\r\nHost: a\r\n\r\n", StandardCharsets.US_ASCII));

    assertThat(written().toString(StandardCharsets.US_ASCII))
        .startsWith("HTTP/1.1 503 ")
        .containsIgnoringCase("connection: close");
    assertThat(client.isOpen()).isFalse();
  }

  @Test
  void http2_isToldToBeginNoMoreStreams() {
    Http2Wire.install(client, request -> Verdict.ALLOWED, () -> nowhere);

    assertThat(frameTypes(written()))
        .containsSubsequence(
            Http2FrameTypes.SETTINGS, Http2FrameTypes.GO_AWAY, Http2FrameTypes.PING);
    assertThat(client.isOpen()).isTrue();
  }

  private static List<Byte> frameTypes(ByteBuf frames) {
    List<Byte> types = new ArrayList<>();
    while (frames.isReadable()) {
      int length = frames.readUnsignedMedium();
      types.add(frames.readByte());
      frames.skipBytes(Http2CodecUtil.FRAME_HEADER_LENGTH - 4 + length);
    }
    return types;
  }
}
