package dev.weft.proxy.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.enforcer.link.ClientHello.Sniff;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstWordTest {
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static final Duration MOST = Duration.ofSeconds(10);

  /** The header of a record of the handshake, whose rest is to come. */
  private static final byte[] BEGUN_HELLO = {22, 3, 1, 1, 0, 1};

  /** A frame of one setting of HTTP/2: MAX_CONCURRENT_STREAMS, 100. */
  private static final byte[] SETTINGS = {0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100};

  private final List<Sniff> told = new ArrayList<>();
  private final EmbeddedChannel client = new EmbeddedChannel();
  private final FirstWord word = new FirstWord(client, told::add);
  private final Seen last = new Seen();
  private final EmbeddedChannel program = new EmbeddedChannel();
  private boolean mayBeCalled = true;
  private int calls;
  private Future<Channel> handedOut = client.eventLoop().newPromise();

  @BeforeEach
  void begin() {
    client.freezeTime();
    client.pipeline().addLast(word.bytes());
    word.awaitProgram(SILENCE, () -> mayBeCalled, true, this::call);
    word.await(MOST);
  }

  @AfterEach
  void end() {
    client.finishAndReleaseAll();
    program.finishAndReleaseAll();
  }

  @Test
  void silentClient_programIsCalledAndNothingTold() {
    pass(SILENCE.minusMillis(1));
    assertThat(calls).isZero();

    pass(Duration.ofMillis(1));

    assertThat(calls).isOne();
    assertThat(told).isEmpty();
    assertThat(isHandedOut()).isFalse();
  }

  @Test
  void silentClientThatMayNotTalk_isWaitedForAndProgramNotCalled() {
    mayBeCalled = false;

    pass(MOST.minusMillis(1));
    assertThat(calls).isZero();
    assertThat(told).isEmpty();

    pass(Duration.ofMillis(1));
    assertThat(told).containsExactly(Sniff.FOREIGN);
  }

  @Test
  void clientThatHasBegun_isWaitedForAndProgramNotCalled() {
    client.writeInbound(Unpooled.wrappedBuffer(BEGUN_HELLO));

    pass(MOST.minusMillis(1));
    assertThat(calls).isZero();
    assertThat(told).isEmpty();

    pass(Duration.ofMillis(1));
    assertThat(told).containsExactly(Sniff.FOREIGN);
  }

  @Test
  void programSpeaksFirst_clientIsNoneOfTheMeshAndHearsIt() {
    pass(SILENCE);

    program.writeInbound(bytes("220 ready"));
    assertThat(told).containsExactly(Sniff.FOREIGN);
    assertThat(last.all).isEmpty();

    assertThat(word.release()).isTrue();
    assertThat(isHandedOut()).isTrue();
    assertThat(last.all).containsExactly("220 ready");
  }

  @Test
  void programSpeaksInTheMiddleOfTheHello_itsWordWaits() {
    pass(SILENCE);
    client.writeInbound(Unpooled.wrappedBuffer(BEGUN_HELLO));

    program.writeInbound(bytes("220 ready"));

    assertThat(told).isEmpty();
    word.release();
    assertThat(last.all).containsExactly("220 ready");
  }

  @Test
  void programOfHttp2Begins_helloIsStillWaitedFor() {
    pass(SILENCE);

    program.writeInbound(Unpooled.wrappedBuffer(SETTINGS));

    assertThat(told).isEmpty();
    word.release();
    assertThat(last.all).hasSize(1);
  }

  @Test
  void neitherSpeaks_clientIsNoneOfTheMeshInTheEnd() {
    pass(MOST);

    assertThat(calls).isOne();
    assertThat(told).containsExactly(Sniff.FOREIGN);
  }

  @Test
  void clientEndsWithoutAWord_isToldAtOnce() {
    client.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);

    assertThat(told).containsExactly(Sniff.FOREIGN);
    pass(SILENCE);
    assertThat(calls).isZero();
    assertThat(word.release()).isFalse();
  }

  @Test
  void programEndsBeforeTheClientIsLetIn_isNotHandedOut() {
    pass(SILENCE);
    client.writeInbound(Unpooled.wrappedBuffer(BEGUN_HELLO));
    program.close();

    word.release();

    assertThat(handedOut.cause()).isInstanceOf(IOException.class);
  }

  @Test
  void programDoesNotAnswer_isToldAtOnceAndHandedOut() {
    FirstWord other = new FirstWord(client, told::add);
    client.pipeline().addLast(other.bytes());
    IOException refused = new IOException("refused");
    other.awaitProgram(
        SILENCE,
        () -> true,
        true,
        () -> handedOut = other.hold(first -> client.eventLoop().newFailedFuture(refused), last));
    client.pipeline().remove(word.bytes());

    pass(SILENCE);

    assertThat(told).containsExactly(Sniff.FOREIGN);
    other.release();
    assertThat(handedOut.cause()).isSameAs(refused);
  }

  @Test
  void clientGoes_programIsLeftAndItsWordGivenBack() {
    pass(SILENCE);
    ByteBuf greeting = bytes("220 ready");
    client.writeInbound(Unpooled.wrappedBuffer(BEGUN_HELLO));
    program.writeInbound(greeting);

    client.close();

    assertThat(program.isOpen()).isFalse();
    assertThat(greeting.refCnt()).isZero();
    assertThat(isHandedOut()).isFalse();
  }

  private void pass(Duration time) {
    client.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
    client.runPendingTasks();
    client.runScheduledPendingTasks();
  }

  private void call() {
    calls++;
    handedOut = word.hold(this::open, last);
  }

  private Future<Channel> open(ChannelHandler first) {
    program.pipeline().addLast(first);
    return client.eventLoop().newSucceededFuture(program);
  }

  private boolean isHandedOut() {
    return handedOut.isSuccess();
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  private static final class Seen extends ChannelInboundHandlerAdapter {
    private final List<String> all = new ArrayList<>();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      all.add(bytes.toString(StandardCharsets.ISO_8859_1));
      bytes.release();
    }
  }
}
