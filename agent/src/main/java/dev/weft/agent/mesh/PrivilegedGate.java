package dev.weft.agent.mesh;

import dev.weft.bootstrap.Attachment;
import dev.weft.bootstrap.MeshGate;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.enforcer.rights.OwnRights;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A gate that decides with the agent's permissions, not with those of the program whose thread asks
 * it. The JDK has asked before, or asks afterwards, whether the program may connect, listen and
 * accept.
 */
final class PrivilegedGate implements MeshGate {
  private final MeshGate gate;

  PrivilegedGate(MeshGate gate) {
    this.gate = gate;
  }

  @Override
  public @Nullable Attachment connecting(FileDescriptor fd, InetAddress address, int port)
      throws IOException {
    return OwnRights.<Attachment, IOException>find(() -> gate.connecting(fd, address, port));
  }

  @Override
  public @Nullable MeshSocket accepted(FileDescriptor fd) {
    return OwnRights.<MeshSocket, RuntimeException>find(() -> gate.accepted(fd));
  }

  @Override
  public @Nullable Attachment listening(FileDescriptor fd) {
    return OwnRights.<Attachment, RuntimeException>find(() -> gate.listening(fd));
  }

  @Override
  public void foreign(Class<?> type) {
    OwnRights.act(() -> gate.foreign(type));
  }
}
