package dev.weft.proxy.link;

import dev.weft.proxy.detect.FirstAnswer;
import dev.weft.proxy.net.Reading;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the program that is opened before it is known whose it will be: its client says
 * nothing, and the program may have to speak first. What the program says is kept, so that it goes
 * to nobody but the client that is let in; if none is, the connection is closed as it is.
 *
 * <p>Everything happens on the client's event loop, which the connection is on too.
 */
final class HeldProgram {
  private final Channel client;
  private final FirstAnswer answer;
  private final EarlyBytes early = new EarlyBytes();
  private final Runnable spoken;
  private @Nullable Waiting waiting;
  private @Nullable Future<Channel> opened;
  private boolean released;

  /**
   * None yet, for {@code client}.
   *
   * @param spoken run when the program speaks, ends, or does not answer
   * @param mayBeHttp2 whether settings of HTTP/2, which no client waits for, are no such word
   */
  HeldProgram(Channel client, Runnable spoken, boolean mayBeHttp2) {
    this.client = client;
    this.spoken = spoken;
    this.answer = new FirstAnswer(spoken, mayBeHttp2);
  }

  /**
   * Opens it.
   *
   * @param opener opens a connection with that handler at the end
   * @param last the handler that is to be there when the connection is handed out
   * @return completed after {@link #release}; never, if the client goes before
   */
  Future<Channel> open(Function<ChannelHandler, Future<Channel>> opener, ChannelHandler last) {
    Promise<Channel> handedOut = client.eventLoop().newPromise();
    waiting = new Waiting(last, handedOut);
    client.closeFuture().addListener(closed -> giveBack());
    opener
        .apply(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(answer, early);
              }
            })
        .addListener((Future<Channel> done) -> opened(done));
    return handedOut;
  }

  private void opened(Future<Channel> done) {
    opened = done;
    if (!client.isActive()) {
      giveBack();
    } else if (released) {
      handOut(done);
    } else if (done.isSuccess()) {
      Reading.once(done.getNow());
    } else {
      spoken.run();
    }
  }

  /** The client is let in: hands the connection out, with what came on it. */
  void release() {
    released = true;
    if (opened != null) {
      handOut(opened);
    }
  }

  private void handOut(Future<Channel> done) {
    Waiting to = waiting;
    waiting = null;
    if (to == null) {
      return;
    }
    if (!done.isSuccess()) {
      to.handedOut().setFailure(done.cause());
    } else if (!done.getNow().isActive()) {
      to.handedOut().setFailure(new IOException("the program has ended the connection"));
    } else {
      Channel channel = done.getNow();
      channel.pipeline().addLast(to.last());
      to.handedOut().setSuccess(channel);
      channel.pipeline().remove(answer);
      channel.pipeline().remove(early);
    }
  }

  private void giveBack() {
    if (waiting != null && opened != null && opened.isSuccess()) {
      waiting = null;
      opened.getNow().close();
    }
  }

  /** Who gets it. */
  private record Waiting(ChannelHandler last, Promise<Channel> handedOut) {}
}
