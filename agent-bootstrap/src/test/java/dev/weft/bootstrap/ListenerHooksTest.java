package dev.weft.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is announced of a socket that listens is taken back when it is closed, once. */
class ListenerHooksTest {
  private final FileDescriptor fd = Descriptors.ofNumber(-1);
  private final Gate gate = new Gate();

  @BeforeEach
  void open() {
    SocketHooks.open(gate);
  }

  @AfterEach
  void close() {
    SocketHooks.close();
  }

  @Test
  void released_channelThatListens_takesItBackOnce() {
    SocketHooks.binding(fd);
    SocketHooks.bound(fd);
    assertThat(gate.told).containsExactly("announced");

    SocketHooks.released(fd);

    assertThat(gate.told).containsExactly("announced", "taken back");
  }

  @Test
  void released_socketThatListens_takesItBackOnce() {
    SocketHooks.listening(fd);
    SocketHooks.listening(fd);

    SocketHooks.released(fd);

    assertThat(gate.told).containsExactly("announced", "taken back");
  }

  @Test
  void released_channelWhoseBindFailedBefore_takesItBackOnce() {
    SocketHooks.binding(fd);
    SocketHooks.binding(fd);
    SocketHooks.bound(fd);

    SocketHooks.released(fd);

    assertThat(gate.told).containsExactly("announced", "taken back");
  }

  @Test
  void released_channelThatNeverListened_hasNothingToTakeBack() {
    SocketHooks.binding(fd);

    SocketHooks.released(fd);

    assertThat(gate.told).isEmpty();
  }

  @Test
  void listening_closedWhileItIsAnnounced_takesItBackOnce() {
    gate.meanwhile = () -> SocketHooks.released(fd);

    SocketHooks.listening(fd);

    assertThat(gate.told).containsExactly("announced", "taken back");
    assertThat(Descriptors.get(fd)).isSameAs(Attachment.LEFT_ALONE);
  }

  @Test
  void listening_byTwoWhileItIsAnnounced_takesOneOfTheAnnouncementsBack() {
    gate.meanwhile =
        () -> {
          gate.meanwhile = () -> {};
          SocketHooks.listening(fd);
        };

    SocketHooks.listening(fd);
    assertThat(gate.told).containsExactly("announced", "announced", "taken back");

    SocketHooks.released(fd);
    assertThat(gate.told).containsExactly("announced", "announced", "taken back", "taken back");
  }

  @Test
  void bound_socketThatIsNotToListen_isNotAnnounced() {
    SocketHooks.bound(fd);

    assertThat(gate.told).isEmpty();
  }

  @Test
  void listening_notAnnounced_isAnnouncedAtTheNext() {
    gate.answers = false;
    SocketHooks.listening(fd);
    gate.answers = true;
    SocketHooks.listening(fd);

    assertThat(gate.told).containsExactly("announced");
  }

  private static final class Gate implements MeshGate {
    final List<String> told = new ArrayList<>();
    Runnable meanwhile = () -> {};
    boolean answers = true;

    @Override
    public @Nullable Attachment connecting(FileDescriptor fd, InetAddress address, int port) {
      return null;
    }

    @Override
    public @Nullable MeshSocket accepted(FileDescriptor fd) {
      return null;
    }

    @Override
    public @Nullable Attachment listening(FileDescriptor fd) {
      if (!answers) {
        return null;
      }
      told.add("announced");
      meanwhile.run();
      return new Attachment() {
        @Override
        public void released() {
          told.add("taken back");
        }
      };
    }

    @Override
    public void foreign(Class<?> type) {}
  }
}
