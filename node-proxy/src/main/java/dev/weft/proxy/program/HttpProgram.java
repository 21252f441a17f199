package dev.weft.proxy.program;

import dev.weft.enforcer.request.RequestJudge;
import dev.weft.proxy.http.Http1Wire;
import dev.weft.proxy.http.InboundPassage;
import dev.weft.proxy.http.OneServer;
import dev.weft.proxy.http.RequestForm;
import dev.weft.proxy.link.InboundConnection;
import dev.weft.proxy.link.Program;
import dev.weft.proxy.net.Reading;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A program that speaks HTTP/1.1: each request is judged.
 *
 * @param address where it listens
 * @param headTimeout how long a client may take for the head of a request
 */
record HttpProgram(InetSocketAddress address, RequestJudge judge, Duration headTimeout)
    implements Program {
  @Override
  public boolean judgesRequests() {
    return true;
  }

  @Override
  public boolean maySpeakFirst() {
    return false;
  }

  @Override
  public void serve(InboundConnection client) {
    OneServer server =
        new OneServer(client.channel().eventLoop(), handlers -> client.reach(address, handlers));
    server
        .open()
        .addListener(
            (Future<Channel> opened) -> {
              if (Reached.isReached(client, address, opened)) {
                client.letIn(
                    () ->
                        Http1Wire.install(
                            client.channel(),
                            RequestForm.ORIGIN,
                            new InboundPassage(judge, client.facts(), client.peer()),
                            server,
                            client::isStrict,
                            headTimeout));
                Reading.on(client.channel());
              }
            });
  }
}
