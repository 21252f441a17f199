package dev.weft.proxy.program;

import dev.weft.enforcer.request.RequestJudge;
import dev.weft.proxy.detect.Detection;
import dev.weft.proxy.detect.Spoken;
import dev.weft.proxy.http.Http1Wire;
import dev.weft.proxy.http.InboundPassage;
import dev.weft.proxy.http.OneServer;
import dev.weft.proxy.http.RequestForm;
import dev.weft.proxy.link.InboundConnection;
import dev.weft.proxy.link.Program;
import dev.weft.proxy.net.Reading;
import dev.weft.proxy.relay.RelayEnd;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A program of which nobody has said what it speaks. A connection that turns out to be none of HTTP
 * is judged as a whole then.
 *
 * @param address where it listens
 * @param headTimeout how long a client may take for the head of a request
 */
record DetectedProgram(InetSocketAddress address, RequestJudge judge, Duration headTimeout)
    implements Program {
  @Override
  public boolean judgesRequests() {
    return true;
  }

  @Override
  public boolean maySpeakFirst() {
    return true;
  }

  @Override
  public void serve(InboundConnection client) {
    Choice choice = new Choice(client);
    client
        .reach(address, choice.detection.answer())
        .addListener(
            (Future<Channel> opened) -> {
              if (Reached.isReached(client, address, opened)) {
                choice.begin(opened.getNow());
              }
            });
  }

  /** What is open until one of the two has spoken. */
  private final class Choice {
    private final InboundConnection client;
    private final Detection detection = new Detection(this::goOn, headTimeout);
    private @Nullable Channel server;

    Choice(InboundConnection client) {
      this.client = client;
    }

    void begin(Channel opened) {
      server = opened;
      client.letIn(() -> client.channel().pipeline().addLast(detection.spoken()));
      detection.begin(client.channel(), opened);
    }

    private void goOn(Spoken what) {
      Channel program = server;
      if (program == null) {
        client.channel().close();
      } else if (what == Spoken.HTTP1) {
        http(program);
      } else if (what == Spoken.HTTP2) {
        Http2Program.install(client, program, judge);
        detection.end(client.channel(), program);
        Reading.on(client.channel());
      } else {
        bytes(program);
      }
    }

    private void http(Channel program) {
      OneServer upstream =
          new OneServer(client.channel().eventLoop(), handlers -> client.reach(address, handlers));
      upstream.start(program);
      Http1Wire.install(
          client.channel(),
          RequestForm.ORIGIN,
          new InboundPassage(judge, client.facts(), client.peer()),
          upstream,
          client::isStrict,
          headTimeout);
      detection.end(client.channel(), program);
      Reading.on(client.channel());
    }

    private void bytes(Channel program) {
      if (!client.goOnAsWhole()) {
        program.close();
        return;
      }
      RelayEnd near = new RelayEnd(client::isStrict);
      RelayEnd far = new RelayEnd(() -> false);
      client.channel().pipeline().addLast(near);
      program.pipeline().addLast(far);
      detection.end(client.channel(), program);
      RelayEnd.join(near, far);
    }
  }
}
