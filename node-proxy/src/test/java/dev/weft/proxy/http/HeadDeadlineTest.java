package dev.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeadDeadlineTest {
  private static final Duration TIME = Duration.ofSeconds(10);

  private final HeadDeadline deadline = new HeadDeadline(TIME);
  private final EmbeddedChannel channel = new EmbeddedChannel();

  /** Reads {@code parts}; of a head, "end" is the last one. */
  private void read(String... parts) {
    channel
        .pipeline()
        .addLast(
            deadline,
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext ctx, Object message) {
                if (message.equals("end")) {
                  deadline.headRead();
                } else if (message.equals("whole, and answered at once")) {
                  deadline.headRead();
                  deadline.expectHead();
                }
              }
            });
    for (String part : parts) {
      channel.writeInbound(part);
    }
  }

  private void pass(Duration time) {
    channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }

  @Test
  void head_thatDoesNotEnd_closesTheConnectionInTime() {
    read("begin");
    pass(TIME.minusMillis(100));
    assertThat(channel.isOpen()).isTrue();
    pass(Duration.ofMillis(200));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void head_thatGoesOn_getsNoMoreTime() {
    read("begin");
    pass(TIME.minusMillis(100));
    channel.writeInbound("more");
    pass(Duration.ofMillis(200));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void head_thatEnds_leavesTheConnectionAlone() {
    read("begin", "end");
    pass(TIME.multipliedBy(2));
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void connection_idleBehindAnAnswer_isLeftAlone() {
    read("whole, and answered at once");
    pass(TIME.multipliedBy(2));
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void head_thatBeginsBehindAnAnswer_hasItsOwnTime() {
    read("whole, and answered at once");
    pass(TIME.multipliedBy(2));
    channel.writeInbound("begin");
    pass(TIME.plusMillis(100));
    assertThat(channel.isOpen()).isFalse();
  }
}
