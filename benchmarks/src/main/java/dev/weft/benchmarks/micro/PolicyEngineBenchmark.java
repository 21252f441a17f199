package dev.weft.benchmarks.micro;

import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.ConnectionPolicy;
import dev.weft.core.policy.Decision;
import dev.weft.core.policy.IpAddress;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.Peer;
import dev.weft.core.policy.PolicyEngine;
import dev.weft.core.policy.RequestFacts;
import dev.weft.core.policy.TokenClaims;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a decision costs where a mesh has many policies of which five are for the workload, and what
 * it costs to put them in force. The decisions are the slowest that allow: every DENY rule is
 * tried, and the last ALLOW policy matches.
 *
 * <pre>{@code
 * mvn -q package -DskipTests -pl benchmarks -am
 * java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' org.openjdk.jmh.Main PolicyEngine
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PolicyEngineBenchmark {
  /** How many policies the mesh has. */
  @Param({"1", "100", "1000", "10000"})
  public int policies;

  private List<AuthorizationPolicy> sample = List.of();
  private PolicyEngine engine = compile(sample);
  private final ConnectionFacts connection =
      new ConnectionFacts(
          Peer.ofPrincipal(PolicySamples.CALLER),
          IpAddress.parse("10.0.0.7"),
          IpAddress.parse("10.0.0.9"),
          8080,
          null);
  private ConnectionPolicy kept = engine.on(connection);
  private final RequestFacts request = new Get(connection, "/orders/4/items?limit=10");

  /** Makes the policies, and looks that they decide as the class comment says. */
  @Setup
  public void compileAll() {
    sample = PolicySamples.of(policies);
    engine = compile(sample);
    kept = engine.on(connection);
    if (!connectionDecision().allowed() || !requestDecision().allowed()) {
      throw new IllegalStateException("denied (expected: allowed by the last policy)");
    }
  }

  /** When a connection is accepted. */
  @Benchmark
  public Decision connectionDecision() {
    return engine.decideConnection(connection);
  }

  /** When a request comes in. */
  @Benchmark
  public Decision requestDecision() {
    return engine.decideRequest(request);
  }

  /** When one more request comes in on a connection that is kept. */
  @Benchmark
  public Decision requestOnConnection() {
    return kept.decide(request);
  }

  /** When a connection is made ready for its requests. */
  @Benchmark
  public ConnectionPolicy policyOnConnection() {
    return engine.on(connection);
  }

  /** When a policy has changed. */
  @Benchmark
  public PolicyEngine compilation() {
    return compile(sample);
  }

  private static PolicyEngine compile(List<AuthorizationPolicy> policies) {
    return PolicyEngine.compile(MeshSettings.DEFAULT, PolicySamples.ORDERS, policies);
  }

  private record Get(ConnectionFacts connection, String path) implements RequestFacts {
    private static final Map<String, String> HEADERS =
        Map.of("accept", "application/json", "user-agent", "storefront/1.0");

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String host() {
      return "orders.shop";
    }

    @Override
    public String scheme() {
      return "http";
    }

    @Override
    public @Nullable String header(String name) {
      return HEADERS.get(name);
    }

    @Override
    public @Nullable IpAddress remoteIp() {
      return null;
    }

    @Override
    public @Nullable TokenClaims token() {
      return null;
    }
  }
}
