package dev.weft.proxy.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.directory.IpLiteral;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.MutualTlsMode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that came in are held to the rules in force, whenever those come. */
class InboundRecheckTest {
  private static final InetSocketAddress PLACE =
      new InetSocketAddress(IpLiteral.parse("127.0.0.1"), 8080);
  private static final String CLIENT = "weft.local/ns/shop/sa/client";

  private final RuledWorkload workload = new RuledWorkload();
  private final FakeProgram program = new FakeProgram();
  private final ClientChannel channel = new ClientChannel();

  InboundRecheckTest() throws IOException {}

  @AfterEach
  void end() {
    channel.finishAndReleaseAll();
    workload.close();
  }

  private void takeLocal(String expected) {
    InboundConnection.takeLocal(
        workload.inbound,
        channel,
        program,
        PLACE,
        SpiffeId.parse("spiffe://" + CLIENT),
        Set.of(SpiffeId.parse(expected)));
    channel.runPendingTasks();
  }

  private void takePlain() {
    InboundConnection.take(workload.inbound, channel, program, PLACE);
    channel.runPendingTasks();
  }

  // The program is asked what it is before the rules are, and once more when they have answered.
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void denial_thatComesWhileAClientIsJudged_endsItsConnection(int nth) {
    program.whenAsked(nth, () -> workload.change(MutualTlsMode.PERMISSIVE, CLIENT));

    takeLocal(RuledWorkload.ID);

    assertThat(channel.isOpen()).isFalse();
    assertThat(workload.events.all).last().asString().contains("denied by policy");
    assertThat(workload.open.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void strictness_thatComesWhileAPlainClientIsJudged_endsItsConnection(int nth) {
    workload.change(MutualTlsMode.DISABLE);
    program.whenAsked(nth, () -> workload.change(MutualTlsMode.STRICT));

    takePlain();

    assertThat(channel.isOpen()).isFalse();
    assertThat(workload.events.all).last().asString().contains("has become STRICT");
    assertThat(workload.open.size()).isZero();
  }

  @Test
  void strictness_plainConnectionThatIsOpen_isCut() {
    workload.change(MutualTlsMode.DISABLE);
    takePlain();
    assertThat(program.served).isOne();

    workload.change(MutualTlsMode.STRICT);
    channel.runPendingTasks();

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void local_clientThatIsDenied_isRefusedAndNotServed() {
    workload.change(MutualTlsMode.PERMISSIVE, CLIENT);

    takeLocal(RuledWorkload.ID);

    assertThat(channel.isOpen()).isFalse();
    assertThat(program.served).isZero();
    assertThat(workload.events.all).singleElement().asString().contains("denied by policy");
  }

  @Test
  void local_clientThatExpectsAnother_isRefusedAndNotServed() {
    takeLocal("spiffe://weft.local/ns/shop/sa/another");

    assertThat(channel.isOpen()).isFalse();
    assertThat(program.served).isZero();
    assertThat(workload.events.all)
        .singleElement()
        .asString()
        .contains("refused " + RuledWorkload.ID, "where the client expects");
  }

  @Test
  void local_isCountedAsComingIn() {
    takeLocal(RuledWorkload.ID);
    takePlainLocal();

    assertThat(accepted()).containsExactly("inbound 2", "outbound 0");
  }

  private void takePlainLocal() {
    ClientChannel another = new ClientChannel();
    InboundConnection.takePlainLocal(workload.inbound, another, program, PLACE);
    another.finishAndReleaseAll();
  }

  private List<String> accepted() {
    List<String> accepted = new ArrayList<>();
    workload.counts.each(
        (what, direction, reason, value) -> {
          if (what.equals("accepted")) {
            accepted.add(direction + " " + value);
          }
        });
    return accepted;
  }

  @Test
  void local_openWhenItsClientBecomesDenied_isCut() {
    takeLocal(RuledWorkload.ID);
    workload.change(MutualTlsMode.STRICT, "weft.local/ns/shop/sa/another");
    channel.runPendingTasks();
    assertThat(channel.isOpen()).isTrue();
    assertThat(program.served).isOne();

    workload.change(MutualTlsMode.STRICT, CLIENT);
    channel.runPendingTasks();

    assertThat(channel.isOpen()).isFalse();
    assertThat(workload.open.size()).isZero();
  }
}
