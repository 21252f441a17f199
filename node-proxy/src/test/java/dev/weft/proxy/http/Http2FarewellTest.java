package dev.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.proxy.net.Drain;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2PingFrame;
import org.junit.jupiter.api.Test;

class Http2FarewellTest {
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new Http2Farewell(Http2FrameCodecBuilder.forServer().build()));

  @Test
  void drain_begun_tellsTheClientToBeginNoMoreStreams() {
    channel.pipeline().fireUserEventTriggered(Drain.BEGUN);

    Http2GoAwayFrame told = channel.readOutbound();
    assertThat(told.errorCode()).isEqualTo(Http2Error.NO_ERROR.code());
    assertThat(told.extraStreamIds()).as("what is on its way is served").isPositive();
    assertThat(channel.isOpen()).as("what is under way goes on").isTrue();
    told.release();
  }

  @Test
  void answerToItsPing_namesTheLastStreamAndEndsTheConnection() {
    channel.pipeline().fireUserEventTriggered(Drain.BEGUN);
    channel.<Http2GoAwayFrame>readOutbound().release();
    Http2PingFrame ping = channel.readOutbound();

    channel.writeInbound(new DefaultHttp2PingFrame(ping.content() + 1, true));
    assertThat(channel.isOpen()).as("not the ping that was sent").isTrue();
    channel.writeInbound(new DefaultHttp2PingFrame(ping.content(), true));

    Http2GoAwayFrame last = channel.readOutbound();
    assertThat(last.errorCode()).isEqualTo(Http2Error.NO_ERROR.code());
    assertThat(last.extraStreamIds()).as("streams beyond those that have come").isZero();
    last.release();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void otherEvent_goesOn() {
    channel.pipeline().fireUserEventTriggered("other");

    assertThat(channel.<Object>readOutbound()).isNull();
  }
}
