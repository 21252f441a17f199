package dev.weft.proxy.detect;

import dev.weft.proxy.net.Reading;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Finds out what a client and a server speak, by whoever of the two speaks first: nobody waits for
 * the other. A client that stops within what could become HTTP is waited for as for any head of a
 * request. Everything happens on the event loop that both are on.
 */
public final class Detection {
  private final FirstSpoken spoken;
  private final FirstAnswer answer;

  /**
   * @param told what it is, once; it puts the next handlers at the end of both channels and then
   *     calls {@link #end}
   * @param patience how long a client may stop within what could become HTTP
   */
  public Detection(Consumer<Spoken> told, Duration patience) {
    this.spoken = new FirstSpoken(told, patience);
    this.answer = new FirstAnswer(spoken::giveUp, true);
  }

  /** The last handler of the client's channel meanwhile. */
  public ChannelHandler spoken() {
    return spoken;
  }

  /** The last handler of the server's channel meanwhile. */
  public ChannelHandler answer() {
    return answer;
  }

  /** Both are open, with their handlers: listens to them. */
  public void begin(Channel client, Channel server) {
    Reading.once(client);
    Reading.once(server);
  }

  /** Leaves both channels to the handlers behind, with what was said so far. */
  public void end(Channel client, Channel server) {
    server.pipeline().remove(answer);
    client.pipeline().remove(spoken);
  }
}
