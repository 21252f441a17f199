package dev.weft.proxy.ready;

import dev.weft.proxy.link.InboundConnection;
import dev.weft.proxy.link.Program;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;

/** What a probe leads to, instead of a workload's program, which hears nothing of it. */
final class ProbeProgram implements Program {
  static final ProbeProgram INSTANCE = new ProbeProgram();

  private ProbeProgram() {}

  @Override
  public boolean judgesRequests() {
    return false;
  }

  @Override
  public boolean maySpeakFirst() {
    return false;
  }

  @Override
  public void serve(InboundConnection client) {
    client.letIn(() -> {});
    client.channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }
}
