package dev.weft.proxy.link;

import dev.weft.enforcer.link.ClientHello;
import dev.weft.enforcer.link.MeshProtocol;
import dev.weft.proxy.net.Reading;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks at what a client says first, takes nothing of it, and tells once what it is. Whoever is
 * told puts the next handlers behind this one and removes it, which passes on the bytes.
 */
final class FirstBytes extends ByteToMessageDecoder {
  private final Consumer<ClientHello.Sniff> told;
  private boolean done;

  FirstBytes(Consumer<ClientHello.Sniff> told) {
    this.told = told;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (done) {
      return;
    }
    byte[] seen = new byte[Math.min(in.readableBytes(), MeshProtocol.MAX_RECORD)];
    in.getBytes(in.readerIndex(), seen);
    ClientHello.Sniff sniff = ClientHello.sniff(seen, 0, seen.length);
    if (sniff == ClientHello.Sniff.UNDECIDED) {
      Reading.once(ctx.channel());
    } else {
      tell(sniff);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof ChannelInputShutdownEvent) {
      // It says no more. Before what it has said is taken for the rest of something.
      giveUp();
    }
    super.userEventTriggered(ctx, event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    done = true;
    super.channelInactive(ctx);
  }

  /** Whether the client has said nothing at all, and nothing has been told. */
  boolean isSilent() {
    return !done && actualReadableBytes() == 0;
  }

  /** Tells that the client is none of the mesh, unless it has shown what it is. */
  void giveUp() {
    tell(ClientHello.Sniff.FOREIGN);
  }

  private void tell(ClientHello.Sniff sniff) {
    if (!done) {
      done = true;
      told.accept(sniff);
    }
  }
}
