package dev.weft.core.control;

import dev.weft.core.directory.IpLiteral;
import dev.weft.core.http.HttpAnswer;
import dev.weft.core.identity.CaPin;
import dev.weft.core.identity.KubernetesToken;
import dev.weft.core.identity.PodName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks the policy server which pods of its node a node proxy is to serve. By one thread at a time;
 * blocks.
 */
public final class NodePodsClient implements AutoCloseable {
  private static final String TARGET = "/mesh/v1/pods";
  private static final int MAX_ANSWER_BYTES = 4 << 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final KubernetesToken token;
  private final InstantSource clock;
  private final ThreadedScheduler scheduler;
  private final ControlChannel channel;
  private List<CaPin> pins = List.of();
  private @Nullable TlsCredentials credentials;

  /**
   * Connects when it is asked.
   *
   * @param server {@code https://<host>:<port>}
   * @param token that of the proxy's own pod
   * @param threads makes its threads, which are few
   */
  public NodePodsClient(
      URI server, KubernetesToken token, InstantSource clock, ThreadFactory threads) {
    this.token = token;
    this.clock = clock;
    this.scheduler = new ThreadedScheduler(threads);
    this.channel =
        new ControlChannel(ServerAddress.of(server), ControlTls.jdk(), scheduler, MAX_ANSWER_BYTES);
  }

  /**
   * Those pods, as the policy server knows them now.
   *
   * @throws ControlException when there is no answer to be had, or it cannot be understood
   */
  public List<NodePod> list() throws ControlException {
    try {
      HttpRequest request = HttpRequest.get(TARGET, token.bearer());
      HttpAnswer answer = channel.exchange(request, credentials(token.authorities()), TIMEOUT);
      if (answer.status() != 200) {
        throw Failures.of(answer, request);
      }
      List<NodePod> pods = new ArrayList<>();
      for (JsonFields pod : ConfigReader.answer(answer.body()).only("pods").objects("pods")) {
        pods.add(pod(pod));
      }
      return pods;
    } catch (FormatException | IllegalArgumentException e) {
      throw new ControlException(
          ControlFailure.MALFORMED_ANSWER,
          "pods not taken: " + Failures.text(String.valueOf(e.getMessage())),
          e);
    } catch (IOException e) {
      throw new ControlException(
          ControlFailure.NO_CREDENTIAL,
          "no token to ask with: " + Failures.text(String.valueOf(e.getMessage())),
          e);
    }
  }

  /** The same as long as the CAs are, so that a connection is kept. */
  private TlsCredentials credentials(List<CaPin> now) {
    TlsCredentials kept = credentials;
    if (kept == null || !now.equals(pins)) {
      kept = TlsCredentials.pinned(now, clock);
      credentials = kept;
      pins = now;
    }
    return kept;
  }

  private static NodePod pod(JsonFields fields) throws FormatException {
    Set<InetAddress> addresses = new HashSet<>();
    for (String address : fields.strings("addresses")) {
      addresses.add(IpLiteral.parse(address));
    }
    Map<Integer, String> ports = new HashMap<>();
    fields.texts("ports").forEach((port, spoken) -> ports.put(Integer.valueOf(port), spoken));
    fields.only("namespace", "name", "uid", "addresses", "ports", "labels");
    return new NodePod(
        new PodName(fields.string("namespace"), fields.string("name"), fields.string("uid")),
        addresses,
        ports,
        fields.texts("labels"));
  }

  @Override
  public void close() {
    channel.close();
    scheduler.shutdown();
  }
}
