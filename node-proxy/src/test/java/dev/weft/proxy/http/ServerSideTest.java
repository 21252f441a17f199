package dev.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import org.junit.jupiter.api.Test;

class ServerSideTest {
  private final EmbeddedChannel channel = new EmbeddedChannel(new ServerSide());

  @Test
  void mayBeAsked_serverIsThere_yes() {
    assertThat(ServerSide.mayBeAsked(channel)).isTrue();
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void inputShutdown_idleConnection_isClosedAndNotUsedAgain() {
    channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);

    assertThat(ServerSide.mayBeAsked(channel)).isFalse();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void closeNotify_idleConnection_isNotUsedAgain() {
    channel.pipeline().fireUserEventTriggered(SslCloseCompletionEvent.SUCCESS);

    assertThat(ServerSide.mayBeAsked(channel)).isFalse();
  }
}
