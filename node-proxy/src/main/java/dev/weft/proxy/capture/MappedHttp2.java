package dev.weft.proxy.capture;

import dev.weft.proxy.http.Http2Server;
import dev.weft.proxy.http.Http2Wire;
import dev.weft.proxy.http.Passage;
import dev.weft.proxy.net.Reading;
import dev.weft.proxy.settings.HostPort;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;

/**
 * Connections to a port that leads to one destination by HTTP/2, without TLS of the program's own.
 *
 * @param path the workload's way out
 * @param target the destination
 * @param passage decides what becomes of requests
 * @param refusals told of connections that get nowhere
 */
record MappedHttp2(OutboundPath path, HostPort target, Passage passage, Refusals refusals)
    implements Capture {
  @Override
  public void take(Channel program) {
    path.openChannel(program, target, new ChannelInboundHandlerAdapter())
        .addListener(
            (Future<Channel> opened) -> {
              if (opened.isSuccess()) {
                Http2Server server = Http2Server.begin(opened.getNow(), program);
                Http2Wire.install(program, passage, server::stream);
                Reading.on(program);
              } else {
                refusals.refused(target, opened.cause());
                program.close();
              }
            });
  }
}
