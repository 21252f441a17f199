package dev.weft.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
  private final ConnectionLimit limit = new ConnectionLimit(2);
  private final List<Object> told = new ArrayList<>();

  private EmbeddedChannel channel() {
    return new EmbeddedChannel(
        new ChannelInboundHandlerAdapter() {
          @Override
          public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            told.add(event);
          }
        });
  }

  @Test
  void admit_asManyAsMayBeOpen_noMoreUntilOneHasClosed() {
    EmbeddedChannel first = channel();
    assertThat(limit.admit(first)).isTrue();
    assertThat(limit.admit(channel())).isTrue();
    assertThat(limit.admit(channel())).isFalse();

    first.close();

    assertThat(limit.open()).isEqualTo(1);
    assertThat(limit.admit(channel())).isTrue();
  }

  @Test
  void drain_tellsWhatIsOpenAndNothingElse() {
    EmbeddedChannel gone = channel();
    limit.admit(gone);
    limit.admit(channel());
    gone.close();

    limit.drain();

    assertThat(told).containsExactly(Drain.BEGUN);
  }

  @Test
  void drain_handlersThatComeLater_canAskWhetherItHasBegun() {
    EmbeddedChannel before = channel();
    limit.admit(before);
    assertThat(Drain.isBegun(before)).isFalse();

    limit.drain();
    EmbeddedChannel after = channel();
    limit.admit(after);

    assertThat(Drain.isBegun(before)).isTrue();
    assertThat(Drain.isBegun(after)).isTrue();
  }

  @Test
  void awaitNone_oneIsOpen_waitsNoLongerThanItMay() throws Exception {
    EmbeddedChannel one = channel();
    limit.admit(one);
    assertThat(limit.awaitNone(Duration.ofMillis(1))).isFalse();

    one.close();

    assertThat(limit.awaitNone(Duration.ofMillis(1))).isTrue();
  }
}
