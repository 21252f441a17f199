package dev.weft.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IdleLimitTest {
  private static final Duration LIMIT = Duration.ofHours(1);

  /** A part of the time between two looks, so that none comes late. */
  private static final Duration STEP = Duration.ofSeconds(10);

  private final EmbeddedChannel channel = new EmbeddedChannel();

  private void hold() {
    TimeLimits.of(LIMIT, LIMIT).hold(channel);
  }

  private void pass(Duration time) {
    channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }

  /** Time in steps, as an event loop has it. */
  private void passInSteps(Duration time) {
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(STEP)) {
      pass(STEP);
    }
  }

  @Test
  void connection_onWhichNothingMoves_isClosedBetweenTheLimitAndAQuarterMore() {
    hold();
    passInSteps(LIMIT.minusSeconds(10));
    assertThat(channel.isOpen()).isTrue();
    passInSteps(LIMIT.dividedBy(4).plusSeconds(10));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void connection_thatIsReadFromOrWrittenTo_staysOpen() {
    hold();
    for (int i = 0; i < 4; i++) {
      passInSteps(LIMIT.dividedBy(2));
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[1]));
      passInSteps(LIMIT.dividedBy(2));
      channel.writeOutbound(Unpooled.wrappedBuffer(new byte[1]));
    }
    assertThat(channel.isOpen()).isTrue();
    channel.finishAndReleaseAll();
  }

  @Test
  void connection_thatAHandlerKeeps_isClosedWhenItKeepsItNoMore() {
    boolean[] busy = {true};
    hold();
    channel
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                if (busy[0] && event instanceof IdleReached reached) {
                  reached.keep();
                }
              }
            });
    passInSteps(LIMIT.multipliedBy(3));
    assertThat(channel.isOpen()).isTrue();
    busy[0] = false;
    passInSteps(LIMIT.dividedBy(2));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void connection_thatIsClosed_isWatchedNoMoreAndNoTimerIsLeft() {
    hold();
    channel.close();
    pass(LIMIT);
    pass(LIMIT);
    assertThat(channel.runScheduledPendingTasks()).as("time of the next task").isEqualTo(-1);
  }
}
