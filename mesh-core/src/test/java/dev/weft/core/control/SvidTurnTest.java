package dev.weft.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.identity.CaPin;
import dev.weft.core.identity.TestCa;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that asks for its SVID when a test says that it is its turn. */
@Timeout(60)
class SvidTurnTest {
  private final GivenTurn turn = new GivenTurn();
  private FakeMesh mesh;
  private JoinConnections connections;
  private DefaultMeshClient client;

  @BeforeEach
  void setUp() throws Exception {
    mesh = new FakeMesh();
    mesh.uses.set(Integer.MAX_VALUE);
    connections =
        new JoinConnections(ServerAddress.of(mesh.server.uri()), mesh.clock, mesh.scheduler);
    client =
        new DefaultMeshClient(
            mesh.settings(mesh.server.uri(), CaPin.of(mesh.ca.root)).svids(turn, connections),
            mesh.scheduler);
  }

  @AfterEach
  void tearDown() throws Exception {
    client.beginClose();
    mesh.scheduler.runDue();
    connections.close();
    mesh.close();
  }

  private SvidPlan ask() {
    SvidPlan plan = Objects.requireNonNull(turn.request).ask();
    mesh.scheduler.runDue();
    return plan;
  }

  private int requests() {
    return mesh.server.requests("POST", "/mesh/v1/svid").size();
  }

  @Test
  void begin_wantsATurnAndAsksForNothingWithoutIt() {
    client.begin();
    mesh.scheduler.advance(Duration.ofMinutes(5));

    assertThat(turn.woken).isEqualTo(1);
    assertThat(mesh.server.connections()).isZero();
  }

  @Test
  void ask_getsTheSvidAndSaysWhenTheNextIsDue() {
    client.begin();
    Instant now = mesh.clock.instant();
    SvidPlan plan = ask();

    assertThat(client.identity()).isPresent();
    assertThat(client.config()).isPresent();
    Instant expires = client.identity().orElseThrow().svid().expires();
    Duration life = Duration.between(now, expires);
    assertThat(plan.failed()).isFalse();
    assertThat(plan.expires()).isEqualTo(expires);
    assertThat(plan.rest())
        .isBetween(life.multipliedBy(45).dividedBy(100), life.multipliedBy(55).dividedBy(100));
    assertThat(plan.urgent()).isEqualTo(now.plus(life.multipliedBy(3).dividedBy(4)));
  }

  @Test
  void ask_beforeItIsDue_doesNothing() {
    client.begin();
    ask();
    mesh.scheduler.advance(Duration.ofMinutes(10));
    SvidPlan plan = ask();

    assertThat(requests()).isEqualTo(1);
    assertThat(plan.failed()).isFalse();
    assertThat(plan.rest()).isBetween(Duration.ofMinutes(16), Duration.ofMinutes(24));
  }

  @Test
  void ask_whenItIsDue_renews() {
    client.begin();
    SvidPlan first = ask();
    mesh.scheduler.advance(first.rest());
    SvidPlan second = ask();

    assertThat(client.counters().renewals()).isEqualTo(1);
    assertThat(second.urgent()).isAfter(first.urgent());
  }

  @Test
  void ask_serverAway_backsOffAndTellsWhatThereStillIs() throws Exception {
    client.begin();
    SvidPlan first = ask();
    mesh.close();
    mesh.scheduler.advance(first.rest());
    SvidPlan plan = ask();

    assertThat(plan.failed()).isTrue();
    assertThat(plan.rest()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(plan.expires()).isEqualTo(first.expires());
    assertThat(plan.urgent()).isEqualTo(first.urgent());
  }

  @Test
  void ask_serverAwayFromTheStart_isUrgent() throws Exception {
    mesh.close();
    client.begin();
    SvidPlan plan = ask();

    assertThat(plan.failed()).isTrue();
    assertThat(plan.urgent()).isBefore(mesh.clock.instant());
    assertThat(plan.expires()).isBefore(mesh.clock.instant());
  }

  @Test
  void config_rootsThatDoNotVouchForTheSvid_wantsATurn() {
    client.begin();
    ask();
    mesh.bundle = FakeMesh.pem(List.of(new TestCa(mesh.clock.instant()).root));
    mesh.revision = 2;
    mesh.scheduler.advance(Duration.ofSeconds(2));

    assertThat(turn.woken).isEqualTo(2);
    // The roots do not vouch for the server either: it was asked, in vain and not by its age.
    SvidPlan plan = ask();
    assertThat(plan.failed()).isTrue();
    assertThat(plan.urgent()).isBefore(mesh.clock.instant());
  }

  @Test
  void close_givesTheTurnBack() {
    client.begin();
    client.beginClose();

    assertThat(turn.stopped).isTrue();
  }

  /** Takes note of what the client wants. */
  private static final class GivenTurn implements SvidTurn {
    private @Nullable SvidRequest request;
    private int woken;
    private boolean stopped;

    @Override
    public void bind(SvidRequest bound) {
      request = bound;
    }

    @Override
    public void wake() {
      woken++;
    }

    @Override
    public void stop() {
      stopped = true;
    }
  }
}
