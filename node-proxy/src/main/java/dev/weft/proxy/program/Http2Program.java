package dev.weft.proxy.program;

import dev.weft.enforcer.request.RequestJudge;
import dev.weft.proxy.http.Http2Server;
import dev.weft.proxy.http.Http2Wire;
import dev.weft.proxy.http.InboundPassage;
import dev.weft.proxy.link.InboundConnection;
import dev.weft.proxy.link.Program;
import dev.weft.proxy.net.Reading;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;

/**
 * A program that speaks HTTP/2 from its first byte on, gRPC too: each request is judged.
 *
 * @param address where it listens
 */
record Http2Program(InetSocketAddress address, RequestJudge judge) implements Program {
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
    client
        .reach(address, new ChannelInboundHandlerAdapter())
        .addListener(
            (Future<Channel> opened) -> {
              if (Reached.isReached(client, address, opened)) {
                Channel program = opened.getNow();
                client.letIn(() -> install(client, program, judge));
                Reading.on(client.channel());
              }
            });
  }

  static void install(InboundConnection client, Channel program, RequestJudge judge) {
    Http2Server server = Http2Server.begin(program, client.channel());
    Http2Wire.install(
        client.channel(), new InboundPassage(judge, client.facts(), client.peer()), server::stream);
  }
}
