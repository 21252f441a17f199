package dev.weft.core.control;

import dev.weft.core.identity.JoinCredential;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link MeshClient}. Not thread-safe. */
public final class MeshClientBuilder {
  final ServerAddress server;
  final JoinCredential credential;
  final ThreadFactory threads;
  InstantSource clock = InstantSource.system();
  RandomGenerator random = new java.util.SplittableRandom();
  UUID instance = UUID.randomUUID();
  String hostId = HostId.current();
  Map<String, String> labels = Map.of();
  Supplier<List<InetAddress>> addresses = LocalAddresses::read;
  Duration requestTimeout = Duration.ofSeconds(5);
  Duration lookupTimeout = Duration.ofSeconds(2);
  int maxAnswerBytes = 64 << 20;
  ControlTls tls = ControlTls.jdk();
  @Nullable SvidTurn svidTurn;
  @Nullable JoinConnections joinConnections;

  MeshClientBuilder(URI server, JoinCredential credential, ThreadFactory threads) {
    this.server = ServerAddress.of(server);
    this.credential = credential;
    this.threads = threads;
  }

  /** Whose TLS it has. Default the JDK's. */
  public MeshClientBuilder tls(ControlTls tls) {
    this.tls = tls;
    return this;
  }

  /** The workload's labels, which policies select by. Default none. */
  public MeshClientBuilder labels(Map<String, String> labels) {
    this.labels = Map.copyOf(labels);
    return this;
  }

  /** The name of this process's lease. Default a random UUID. */
  public MeshClientBuilder instance(UUID instance) {
    this.instance = instance;
    return this;
  }

  /** The name of this host and network namespace. Default {@link HostId#current()}. */
  public MeshClientBuilder hostId(String hostId) {
    this.hostId = hostId;
    return this;
  }

  /** The addresses that a wildcard listener stands for. Default those of the interfaces. */
  public MeshClientBuilder addresses(Supplier<List<InetAddress>> addresses) {
    this.addresses = addresses;
    return this;
  }

  /** What is expired, and when to renew. Default the system's clock. */
  public MeshClientBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** Where jitter comes from; it need not be thread-safe. */
  public MeshClientBuilder random(RandomGenerator random) {
    this.random = random;
    return this;
  }

  /** How long one exchange may take, connecting included. Default 5 s. */
  public MeshClientBuilder requestTimeout(Duration timeout) {
    requestTimeout = positive("request timeout", timeout);
    return this;
  }

  /** How long a look-up may take. Default 2 s. */
  public MeshClientBuilder lookupTimeout(Duration timeout) {
    lookupTimeout = positive("look-up timeout", timeout);
    return this;
  }

  /**
   * The largest answer that is read, in bytes. Default and at most 64 MiB, which is a directory of
   * some 400,000 endpoints.
   */
  public MeshClientBuilder maxAnswerBytes(int bytes) {
    if (bytes < 1 << 10 || bytes > 64 << 20) {
      throw new IllegalArgumentException(
          "max answer bytes: " + bytes + " (expected: 1 KiB to 64 MiB)");
    }
    maxAnswerBytes = bytes;
    return this;
  }

  /**
   * Has it ask for SVIDs when it is its turn, among other clients of this process, and with a token
   * on connections that it shares with them. Default: when it wants, on a connection of its own.
   *
   * @param turn this client's alone
   */
  public MeshClientBuilder svids(SvidTurn turn, JoinConnections connections) {
    svidTurn = turn;
    joinConnections = connections;
    return this;
  }

  /** The client, which does nothing before it is started. */
  public MeshClient build() {
    return new DefaultMeshClient(this, new ThreadedScheduler(threads));
  }

  private static Duration positive(String what, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(what + ": " + value + " (expected: up to 1 h)");
    }
    return value;
  }
}
