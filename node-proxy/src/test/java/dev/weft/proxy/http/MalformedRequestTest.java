package dev.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.http.RequestView;
import dev.weft.bootstrap.http.Served;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.enforcer.request.DenialDetail;
import dev.weft.enforcer.request.RequestJudge;
import dev.weft.enforcer.request.RequestTraces;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MalformedRequestTest {
  private static final ConnectionFacts UNKNOWN = new ConnectionFacts(null, null, null, 0, null);

  private final List<String> told = new ArrayList<>();
  private final EmbeddedChannel client = new EmbeddedChannel();

  private RequestJudge judge() {
    return new RequestJudge(
        () -> null,
        DenialDetail.NONE,
        false,
        () -> null,
        (connection, method, path, status, reason) -> told.add("log " + status + " " + reason),
        new Traces());
  }

  private final class Traces implements RequestTraces {
    @Override
    public Served allowed(
        ConnectionFacts connection, RequestView request, long nanos, @Nullable String policy) {
      return Served.UNTRACED;
    }

    @Override
    public Served denied(
        ConnectionFacts connection, RequestView request, long nanos, @Nullable String policy) {
      told.add("denied");
      return new Served() {
        @Override
        public @Nullable TraceContext context() {
          return null;
        }

        @Override
        public void finished(int status, @Nullable String error) {
          told.add("answered " + status);
        }
      };
    }
  }

  @AfterEach
  void release() {
    client.finishAndReleaseAll();
  }

  @Test
  void requestWithTwoLengths_isRefusedLoggedAndTraced() {
    Http1Wire.install(
        client,
        RequestForm.ORIGIN,
        new InboundPassage(judge(), UNKNOWN, null),
        new Upstreams() {
          @Override
          public Future<Channel> channelFor(HttpRequest request) {
            return client.eventLoop().newFailedFuture(new IOException("nobody is there"));
          }

          @Override
          public void close() {}
        },
        () -> false,
        Duration.ofSeconds(10));

    client.writeInbound(
        Unpooled.copiedBuffer(
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
            StandardCharsets.US_ASCII));

    ByteBuf answer = client.readOutbound();
    assertThat(answer.toString(StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 400 ");
    answer.release();
    assertThat(client.isOpen()).isFalse();
    assertThat(told).containsExactly("log 400 bad request: malformed", "denied", "answered 400");
  }
}
