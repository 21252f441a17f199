package dev.weft.agent.tls.wire;

import dev.weft.bootstrap.NativeMemory;
import dev.weft.boringssl.BoringSslEngines;
import dev.weft.boringssl.NativeAccess;
import dev.weft.enforcer.link.JdkEngines;
import dev.weft.enforcer.link.TlsEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Whose TLS. */
enum Provider {
  JDK {
    @Override
    TlsEngines engines() {
      return JdkEngines.INSTANCE;
    }
  },
  BORINGSSL {
    @Override
    TlsEngines engines() {
      try {
        return BoringSslEngines.load(new AgentAccess());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  };

  abstract TlsEngines engines();

  /** As the agent reaches memory, and as everybody loads a library. */
  private static final class AgentAccess implements NativeAccess {
    @Override
    public void load(Path file) {
      NativeAccess.JDK.load(file);
    }

    @Override
    public long address(ByteBuffer direct) {
      return NativeMemory.address(direct);
    }
  }
}
