package dev.weft.agent.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class NettySchemeTest {
  private final ChannelPipeline pipeline = new EmbeddedChannel().pipeline();
  private final NettyScheme scheme = new NettyScheme();

  private static SslHandler tls() throws NoSuchAlgorithmException {
    return new SslHandler(SSLContext.getDefault().createSSLEngine());
  }

  @Test
  void of_pipelineWithTls_isHttps() throws Exception {
    var unused = pipeline.addFirst(tls());

    assertThat(scheme.of(pipeline)).isEqualTo("https");
  }

  @Test
  void of_askedAgain_isNotLookedUp() throws Exception {
    assertThat(scheme.of(pipeline)).isEqualTo("http");

    var unused = pipeline.addFirst(tls());

    assertThat(scheme.of(pipeline)).isEqualTo("http");
  }

  @Test
  void mayChange_tlsBeginsThen_isSeen() throws Exception {
    assertThat(scheme.of(pipeline)).isEqualTo("http");

    scheme.mayChange();
    assertThat(scheme.of(pipeline)).isEqualTo("http");
    var unused = pipeline.addFirst(tls());

    assertThat(scheme.of(pipeline)).isEqualTo("https");
  }
}
