package dev.weft.core.telemetry;

import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.Workload;
import dev.weft.core.policy.engine.TrustDomains;
import dev.weft.core.policy.match.TextCase;
import dev.weft.core.policy.match.TextSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is traced and logged of one workload's requests, after precedence. Immutable and safe for
 * any thread; questions allocate nothing.
 *
 * <p>A narrower Telemetry goes field by field before a wider one. A TraceSampling's percentage goes
 * before that of any Telemetry, as a pair is narrower than a workload; of several levels of
 * TraceSamplings the narrowest that has a matching rule decides.
 */
public final class TelemetryView {
  /** What holds where no resource says anything. */
  public static final TelemetryView DEFAULT =
      new TelemetryView(DirectionView.DEFAULT, DirectionView.DEFAULT);

  private final DirectionView client;
  private final DirectionView server;

  private TelemetryView(DirectionView client, DirectionView server) {
    this.client = client;
    this.server = server;
  }

  /** What holds for {@code workload}. */
  public static TelemetryView of(
      MeshSettings settings,
      Workload workload,
      List<Telemetry> telemetries,
      List<TraceSampling> samplings) {
    List<Telemetry> levels = Levels.widestFirst(settings, workload, telemetries);
    List<TraceSampling> pairs = Levels.widestFirst(settings, workload, samplings);
    TrustDomains domains = new TrustDomains(settings);
    return new TelemetryView(
        direction(Direction.CLIENT, levels, pairs, domains),
        direction(Direction.SERVER, levels, pairs, domains));
  }

  /**
   * What holds for the span of a request.
   *
   * @param peer the principal at the other end ({@code <trust domain>/ns/<namespace>/sa/<name>}),
   *     or null when it is not known
   */
  public TraceRule rule(Direction direction, @Nullable String peer) {
    return view(direction).rule(peer);
  }

  /** Whether requests of {@code direction} are written to the access log. */
  public boolean accessLog(Direction direction) {
    return view(direction).accessLog();
  }

  private DirectionView view(Direction direction) {
    return direction == Direction.CLIENT ? client : server;
  }

  private static DirectionView direction(
      Direction direction,
      List<Telemetry> levels,
      List<TraceSampling> samplings,
      TrustDomains domains) {
    TraceRule general = TraceRule.DEFAULT;
    boolean accessLog = false;
    for (Telemetry telemetry : levels) {
      for (Tracing tracing : telemetry.tracing()) {
        if (tracing.mode().includes(direction)) {
          general = general.with(tracing);
        }
      }
      for (AccessLogging logging : telemetry.accessLogging()) {
        if (logging.mode().includes(direction)) {
          accessLog = !logging.disabled();
        }
      }
    }
    List<DirectionView.Pair> pairs = new ArrayList<>();
    for (int i = samplings.size() - 1; i >= 0; i--) {
      for (SamplingRule rule : samplings.get(i).rules()) {
        if (rule.mode().includes(direction)) {
          TextSet peers = TextSet.of(domains.ofPrincipals(rule.principals()), TextCase.SENSITIVE);
          pairs.add(new DirectionView.Pair(peers, general.sampling(rule.percentage())));
        }
      }
    }
    return new DirectionView(general, pairs.toArray(new DirectionView.Pair[0]), accessLog);
  }
}
