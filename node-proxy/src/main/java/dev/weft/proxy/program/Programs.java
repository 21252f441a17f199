package dev.weft.proxy.program;

import dev.weft.enforcer.request.RequestJudge;
import dev.weft.proxy.link.Program;
import dev.weft.proxy.settings.AppProtocol;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Makes programs of what their owners declare.
 *
 * @param judge judges the requests to the workload
 * @param headTimeout how long a client may take for the head of a request
 */
public record Programs(RequestJudge judge, Duration headTimeout) {
  /** The program at {@code address} that speaks {@code protocol}. */
  public Program of(AppProtocol protocol, InetSocketAddress address) {
    return switch (protocol) {
      case TCP -> new TcpProgram(address);
      case HTTP -> new HttpProgram(address, judge, headTimeout);
      case HTTP2 -> new Http2Program(address, judge);
      case AUTO -> new DetectedProgram(address, judge, headTimeout);
    };
  }
}
