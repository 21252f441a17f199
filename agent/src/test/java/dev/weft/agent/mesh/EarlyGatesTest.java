package dev.weft.agent.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.agent.tls.wire.SocketPair;
import dev.weft.bootstrap.Attachment;
import dev.weft.bootstrap.MeshConnectException;
import dev.weft.bootstrap.MeshGate;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.SocketHooks;
import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientGate;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.ClientView;
import dev.weft.bootstrap.http.PathStyle;
import dev.weft.bootstrap.http.RequestGate;
import dev.weft.bootstrap.http.RequestView;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.report.Unprotected;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EarlyGatesTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final RequestView UNSEEN = new Unseen();

  private final EventLog log = EventLog.to(null, LogLevel.ERROR);
  private final Unprotected unprotected = new Unprotected(log);
  private final StartStep making = StartStep.within(Duration.ofMinutes(5));
  private final EarlyGates early = new EarlyGates(making, unprotected, new Faults(log));

  @AfterEach
  void closeTheHooks() {
    SocketHooks.close();
    ServerRequests.close();
    ClientRequests.close();
  }

  @Test
  void connecting_meshIsBeingMade_waitsAndAsksWhatIsMade() throws Exception {
    FileDescriptor fd = new FileDescriptor();
    FutureTask<@Nullable Attachment> connect =
        new FutureTask<>(() -> early.connecting(fd, LOOPBACK, 80));
    Thread thread = new Thread(connect);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(connect).isNotDone();
      Thread.onSpinWait();
    }

    early.giveWayTo(new Gates(new Asked(), new Asked(), new Asked()));

    assertThat(connect.get(30, TimeUnit.SECONDS)).isSameAs(Asked.CONNECTED);
    assertThat(early.listening(fd)).isSameAs(Asked.LISTENING);
    assertThat(early.judgeUnseen(true, UNSEEN)).isSameAs(Verdict.ALLOWED);
    assertThat(early.followsProgram()).isTrue();
  }

  @Test
  void hooks_meshIsMade_askItAtOnce() {
    early.open();

    early.giveWayTo(new Gates(new Asked(), new Asked(), new Asked()));

    assertThat(ServerRequests.judge(null, UNSEEN)).isSameAs(Verdict.ALLOWED);
    assertThat(ClientRequests.followProgram()).isTrue();
  }

  @Test
  void connecting_nothingIsMade_isRefused() {
    making.finish();

    assertThatThrownBy(() -> early.connecting(new FileDescriptor(), LOOPBACK, 80))
        .isInstanceOf(MeshConnectException.class)
        .hasMessage("connection refused: the mesh could not be set up, see the agent's log");
  }

  @Test
  void accepted_nothingIsMade_noBytePasses() throws Exception {
    making.finish();
    try (SocketPair pair = SocketPair.open()) {
      assertThat(early.accepted(pair.fd())).isNull();

      assertThat(pair.far().read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(pair.near().read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThatThrownBy(() -> pair.near().write(ByteBuffer.wrap(new byte[] {1})))
          .hasMessage("Broken pipe");
    }
  }

  @Test
  void requests_nothingIsMade_areRefusedAndNotFollowed() {
    early.open();
    making.finish();

    assertThat(ServerRequests.judge(null, UNSEEN)).isSameAs(Verdict.FAULT);
    assertThat(ClientRequests.followProgram()).isFalse();
  }

  @Test
  void foreign_meshIsBeingMade_isReportedAtOnce() {
    early.foreign(EarlyGatesTest.class);

    assertThat(unprotected.snapshot())
        .singleElement()
        .satisfies(gap -> assertThat(gap.what()).isEqualTo(EarlyGatesTest.class.getName()));
  }

  /** At which nobody looks while there is nothing to judge it by. */
  private static final class Unseen extends RequestView {
    @Override
    public String method() {
      throw new AssertionError();
    }

    @Override
    public String target() {
      throw new AssertionError();
    }

    @Override
    public String authority() {
      throw new AssertionError();
    }

    @Override
    public String scheme() {
      throw new AssertionError();
    }

    @Override
    public List<String> headers(String name) {
      throw new AssertionError();
    }

    @Override
    public void removeHeader(String name) {
      throw new AssertionError();
    }

    @Override
    public void addHeader(String name, String value) {
      throw new AssertionError();
    }

    @Override
    public void setQuery(@Nullable String query) {
      throw new AssertionError();
    }

    @Override
    public PathStyle pathStyle() {
      throw new AssertionError();
    }

    @Override
    public boolean mayWait() {
      throw new AssertionError();
    }
  }

  private static final class Asked implements MeshGate, RequestGate, ClientGate {
    static final Attachment CONNECTED = new Attachment() {};
    static final Attachment LISTENING = new Attachment() {};

    @Override
    public Attachment connecting(FileDescriptor fd, InetAddress address, int port) {
      return CONNECTED;
    }

    @Override
    public @Nullable MeshSocket accepted(FileDescriptor fd) {
      return null;
    }

    @Override
    public Attachment listening(FileDescriptor fd) {
      return LISTENING;
    }

    @Override
    public void foreign(Class<?> type) {
      throw new AssertionError(type);
    }

    @Override
    public void claimed(MeshSocket socket) {
      throw new AssertionError(socket);
    }

    @Override
    public boolean released(MeshSocket socket) {
      throw new AssertionError(socket);
    }

    @Override
    public Verdict judge(MeshSocket socket, RequestView request) {
      throw new AssertionError(socket);
    }

    @Override
    public Verdict judgeUnseen(boolean ofJdk, RequestView request) {
      return Verdict.ALLOWED;
    }

    @Override
    public @Nullable ClientExchange begin(ClientView request) {
      return null;
    }

    @Override
    public boolean followsProgram() {
      return true;
    }

    @Override
    public void fault(String where, Throwable fault) {
      throw new AssertionError(where, fault);
    }
  }
}
