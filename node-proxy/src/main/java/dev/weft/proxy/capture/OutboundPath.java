package dev.weft.proxy.capture;

import dev.weft.proxy.link.Connector;
import dev.weft.proxy.relay.RelayEnd;
import dev.weft.proxy.route.Route;
import dev.weft.proxy.route.Router;
import dev.weft.proxy.settings.HostPort;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way from a program of one workload to where it wants to go.
 *
 * @param router says where that is
 * @param connector opens the connection
 * @param source whose address it comes from; null for this machine's
 */
public record OutboundPath(Router router, Connector connector, @Nullable InetAddress source) {
  /** A connection to a destination, and its end to be joined with the program's. */
  record Opened(Channel channel, RelayEnd end) {}

  /** Opens a connection to {@code target} on the event loop of {@code program}. */
  Future<Opened> open(Channel program, HostPort target) {
    Promise<Opened> opened = program.eventLoop().newPromise();
    routed(
        program,
        target,
        opened,
        route -> {
          boolean strict = route instanceof Route.Mesh mesh && mesh.destination().strict();
          RelayEnd end = new RelayEnd(() -> strict);
          pass(
              program,
              connector.open(program.eventLoop(), route, source, end),
              opened,
              channel -> new Opened(channel, end));
        });
    return opened;
  }

  /** As {@link #open}, with {@code handlers} at the end of the new channel. */
  public Future<Channel> openChannel(Channel program, HostPort target, ChannelHandler handlers) {
    Promise<Channel> opened = program.eventLoop().newPromise();
    routed(
        program,
        target,
        opened,
        route ->
            pass(
                program,
                connector.open(program.eventLoop(), route, source, handlers),
                opened,
                channel -> channel));
    return opened;
  }

  private void routed(
      Channel program, HostPort target, Promise<?> opened, Consumer<Route> connect) {
    router
        .find(target)
        .whenComplete(
            (route, failure) ->
                program
                    .eventLoop()
                    .execute(
                        () -> {
                          if (route == null) {
                            opened.setFailure(failure);
                          } else {
                            connect.accept(route);
                          }
                        }));
  }

  private static <T> void pass(
      Channel program, Future<Channel> connection, Promise<T> opened, Function<Channel, T> result) {
    connection.addListener(
        (Future<Channel> connected) -> {
          if (!connected.isSuccess()) {
            opened.setFailure(connected.cause());
          } else if (program.isActive()) {
            opened.setSuccess(result.apply(connected.getNow()));
          } else {
            connected.getNow().close();
            opened.setFailure(new ClosedChannelException());
          }
        });
  }
}
