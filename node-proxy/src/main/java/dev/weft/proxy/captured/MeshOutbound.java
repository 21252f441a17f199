package dev.weft.proxy.captured;

import dev.weft.proxy.capture.OutboundPath;
import dev.weft.proxy.detect.Detection;
import dev.weft.proxy.detect.Spoken;
import dev.weft.proxy.http.Http1Wire;
import dev.weft.proxy.http.Http2Server;
import dev.weft.proxy.http.Http2Wire;
import dev.weft.proxy.http.OneServer;
import dev.weft.proxy.http.RequestForm;
import dev.weft.proxy.net.Reading;
import dev.weft.proxy.relay.RelayEnd;
import dev.weft.proxy.route.Route;
import dev.weft.proxy.settings.HostPort;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a captured program to a workload of the mesh. Its requests are traced when what
 * is spoken turns out to be HTTP; anything else is bytes.
 */
final class MeshOutbound {
  private final Channel program;
  private final InetSocketAddress to;
  private final OutboundPath path;
  private final CapturedOutbound workload;
  private final Detection detection;
  private boolean strict;
  private @Nullable Channel server;

  /**
   * @param path the way that connections after the first take
   */
  MeshOutbound(
      Channel program, InetSocketAddress to, OutboundPath path, CapturedOutbound workload) {
    this.program = program;
    this.to = to;
    this.path = path;
    this.workload = workload;
    this.detection = new Detection(this::goOn, workload.headTimeout());
  }

  void open(Route.Mesh route) {
    strict = route.destination().strict();
    path.connector()
        .open(program.eventLoop(), route, path.source(), detection.answer())
        .addListener(
            (Future<Channel> opened) -> {
              if (workload.isOpened(program, to, opened)) {
                server = opened.getNow();
                program.pipeline().addLast(detection.spoken());
                detection.begin(program, opened.getNow());
              }
            });
  }

  private void goOn(Spoken what) {
    Channel opened = server;
    if (opened == null) {
      program.close();
    } else if (what == Spoken.HTTP1) {
      http(opened);
    } else if (what == Spoken.HTTP2) {
      Http2Server streams = Http2Server.begin(opened, program);
      Http2Wire.install(program, workload.passage(), streams::stream);
      detection.end(program, opened);
      Reading.on(program);
    } else {
      bytes(opened);
    }
  }

  private void http(Channel opened) {
    HostPort target = new HostPort(to.getAddress().getHostAddress(), to.getPort());
    OneServer upstream =
        new OneServer(program.eventLoop(), handlers -> path.openChannel(program, target, handlers));
    upstream.start(opened);
    Http1Wire.install(
        program,
        RequestForm.ORIGIN,
        workload.passage(),
        upstream,
        () -> false,
        workload.headTimeout());
    detection.end(program, opened);
    Reading.on(program);
  }

  private void bytes(Channel opened) {
    RelayEnd near = new RelayEnd(() -> false);
    RelayEnd far = new RelayEnd(() -> strict);
    program.pipeline().addLast(near);
    opened.pipeline().addLast(far);
    detection.end(program, opened);
    RelayEnd.join(near, far);
  }
}
