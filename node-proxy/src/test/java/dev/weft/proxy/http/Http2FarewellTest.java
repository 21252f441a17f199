package dev.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.proxy.net.Drain;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import org.junit.jupiter.api.Test;

class Http2FarewellTest {
  private final EmbeddedChannel channel = new EmbeddedChannel(new Http2Farewell());

  @Test
  void drain_begun_tellsTheClientToBeginNoMoreStreams() {
    channel.pipeline().fireUserEventTriggered(Drain.BEGUN);

    Http2GoAwayFrame told = channel.readOutbound();
    assertThat(told.errorCode()).isEqualTo(Http2Error.NO_ERROR.code());
    assertThat(channel.isOpen()).as("what is under way goes on").isTrue();
    told.release();
  }

  @Test
  void otherEvent_goesOn() {
    channel.pipeline().fireUserEventTriggered("other");

    assertThat(channel.<Object>readOutbound()).isNull();
  }
}
