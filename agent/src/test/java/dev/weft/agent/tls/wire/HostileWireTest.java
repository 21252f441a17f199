package dev.weft.agent.tls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.policy.MutualTlsMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a wire does to a connection: each end hears a beginning of what the other one said, and
 * an end only after all of it; it ends in time, and nothing is left of it.
 */
class HostileWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What a handshake may take that a wire can make wait for ever. */
  private static final Duration HANDSHAKE = Duration.ofSeconds(1);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void bytes_overAnyUnharmedWire_arriveAsOverAPlainOne(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    Leaks before = Leaks.now(mesh);
    Rounds.runSomeAtOnce(
        16,
        seed -> {
          Random random = new Random(seed);
          Case drawn = Case.draw(random);
          MutualTlsMode mode =
              random.nextBoolean() ? MutualTlsMode.STRICT : MutualTlsMode.PERMISSIVE;
          Outcome plain =
              run(
                  drawn,
                  Connection.plain(
                      drawn.waiting(), server -> drawn.wire(server, Harm.NONE, Harm.NONE)));
          Outcome meshed =
              run(
                  drawn,
                  Connection.ofMesh(
                      mesh,
                      drawn.knowledge(),
                      mode,
                      drawn.waiting(),
                      server -> drawn.wire(server, Harm.NONE, Harm.NONE)));

          assertThat(plain).isEqualTo(Outcome.unharmed(drawn));
          assertThat(meshed).as("%s", drawn).isEqualTo(plain);
        });
    before.assertNoMore(mesh);
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void bytes_overAHarmedWire_areNeverOthers(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, HANDSHAKE, PATIENCE);
    Leaks before = Leaks.now(mesh);
    Rounds.runSomeAtOnce(24, seed -> harmed(mesh, new Random(seed)));
    before.assertNoMore(mesh);
  }

  private void harmed(Mesh mesh, Random random) throws Exception {
    Case drawn = Case.draw(random);
    Harm toServer = harm(drawn.span(drawn.client(), random), random);
    Harm toClient = harm(drawn.span(drawn.server(), random), random);
    String what = drawn + " to server " + toServer + " to client " + toClient;
    Connection connection =
        Connection.ofMesh(
            mesh,
            drawn.knowledge(),
            MutualTlsMode.STRICT,
            drawn.waiting(),
            server -> drawn.wire(server, toServer, toClient));
    Outcome outcome = run(drawn, connection);

    outcome.server().assertHonest(what, drawn.client(), outcome.client());
    outcome.client().assertHonest(what, drawn.server(), outcome.server());
  }

  private static Harm harm(int span, Random random) {
    return Harm.of(Case.one(Harm.Kind.values(), random), span, random);
  }

  private Outcome run(Case drawn, Connection connection) throws Exception {
    Talk client = new Talk(connection.client(), drawn.client(), drawn.piece());
    Talk server = new Talk(connection.server(), drawn.server(), drawn.piece());
    List<Callable<Void>> tasks = new ArrayList<>(client.tasks());
    tasks.addAll(server.tasks());
    List<Void> unused = new Deadline(PATIENCE).all(threads, drawn.toString(), tasks);
    connection.close();
    drawn.assertSecret(connection);
    Leaks.assertNoBlock(connection);
    return new Outcome(Heard.by(client), Heard.by(server));
  }
}
