package dev.weft.proxy.link;

import dev.weft.boringssl.ChosenEngines;
import dev.weft.boringssl.NativeAccess;
import dev.weft.boringssl.TlsProvider;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.TlsEngines;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Puts mutual TLS into pipelines.
 *
 * @param engines what makes it
 * @param fallback why it is the JDK's though BoringSSL's was to be had if possible; else null
 * @param handshakeTimeout how long a handshake may take
 */
public record MeshTls(TlsEngines engines, @Nullable String fallback, Duration handshakeTimeout) {
  /** The name of the handler in a pipeline. */
  static final String NAME = "tls";

  /**
   * As {@code provider} has it.
   *
   * @throws IOException when that cannot be had here
   */
  public static MeshTls of(TlsProvider provider, Duration handshakeTimeout) throws IOException {
    ChosenEngines chosen = ChosenEngines.by(provider, NativeAccess.JDK);
    return new MeshTls(chosen.engines(), chosen.fallback(), handshakeTimeout);
  }

  /** For people: whose TLS it is. */
  public String provider() {
    return engines.prefersDirectBuffers() ? "boringssl" : "jdk";
  }

  /** Adds {@code tls} behind the handler that is called {@code before}. */
  void addAfter(ChannelPipeline pipeline, String before, MutualTls tls) {
    pipeline.addAfter(before, NAME, new MutualTlsHandler(tls, handshakeTimeout));
    if (!engines.prefersDirectBuffers()) {
      pipeline.addBefore(NAME, "records", HeapRecords.INSTANCE);
    }
  }

  /** Adds {@code tls} at the end of {@code pipeline}. */
  void addLast(ChannelPipeline pipeline, MutualTls tls) {
    if (!engines.prefersDirectBuffers()) {
      pipeline.addLast("records", HeapRecords.INSTANCE);
    }
    pipeline.addLast(NAME, new MutualTlsHandler(tls, handshakeTimeout));
  }
}
