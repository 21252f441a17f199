package dev.weft.proxy.link;

import dev.weft.boringssl.BoringSslEngines;
import dev.weft.enforcer.link.JdkEngines;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.TlsEngines;
import dev.weft.proxy.settings.TlsProvider;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Puts mutual TLS into pipelines.
 *
 * @param engines what makes it
 * @param handshakeTimeout how long a handshake may take
 */
public record MeshTls(TlsEngines engines, Duration handshakeTimeout) {
  /** The name of the handler in a pipeline. */
  static final String NAME = "tls";

  /**
   * As {@code provider} has it.
   *
   * @throws IOException when that cannot be had here
   */
  public static MeshTls of(TlsProvider provider, Duration handshakeTimeout) throws IOException {
    return new MeshTls(engines(provider), handshakeTimeout);
  }

  private static TlsEngines engines(TlsProvider provider) throws IOException {
    if (provider == TlsProvider.JDK) {
      return JdkEngines.INSTANCE;
    }
    @Nullable String problem = BoringSslEngines.problem();
    if (problem == null) {
      return new BoringSslEngines();
    }
    if (provider == TlsProvider.BORINGSSL) {
      throw new IOException(
          "tls: boringssl, and its library cannot be loaded: "
              + problem
              + " (expected: auto or jdk)");
    }
    return JdkEngines.INSTANCE;
  }

  /** Why {@code provider} has come to mean the JDK's; null when it has not, or was asked for. */
  public static @Nullable String fallback(TlsProvider provider) {
    return provider == TlsProvider.AUTO ? BoringSslEngines.problem() : null;
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
