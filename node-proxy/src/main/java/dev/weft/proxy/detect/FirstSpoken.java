package dev.weft.proxy.detect;

import dev.weft.proxy.net.Reading;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a client says first inside the mesh's TLS, takes nothing of it, and tells once what
 * it speaks. When it is removed the bytes go on.
 */
final class FirstSpoken extends ByteToMessageDecoder {
  private final Consumer<Spoken> told;
  private final Duration patience;
  private @Nullable Future<?> timer;
  private boolean done;

  /**
   * @param patience how long a client may stop within what could become HTTP
   */
  FirstSpoken(Consumer<Spoken> told, Duration patience) {
    this.told = told;
    this.patience = patience;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (done) {
      return;
    }
    Spoken spoken = Spoken.of(in);
    if (spoken == Spoken.UNDECIDED) {
      if (timer == null) {
        timer =
            ctx.channel()
                .eventLoop()
                .schedule(this::giveUp, patience.toMillis(), TimeUnit.MILLISECONDS);
      }
      Reading.once(ctx.channel());
    } else {
      tell(spoken);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
      // A client that says nothing, or too little, and no more: bytes, and their end.
      tell(Spoken.OTHER);
    }
    super.userEventTriggered(ctx, event);
  }

  /** Takes the client for one that speaks something else, unless it is known. */
  void giveUp() {
    tell(Spoken.OTHER);
  }

  private void tell(Spoken spoken) {
    if (!done) {
      done = true;
      if (timer != null) {
        timer.cancel(false);
      }
      told.accept(spoken);
    }
  }
}
