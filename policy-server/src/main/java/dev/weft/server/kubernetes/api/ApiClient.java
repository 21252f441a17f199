package dev.weft.server.kubernetes.api;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.SplitHttpResponse;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import com.linecorp.armeria.common.util.TlsEngineType;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.server.kubernetes.FileTrustManager;
import dev.weft.server.kubernetes.TokenFile;
import dev.weft.server.settings.KubernetesSettings;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Reads from the API server: bounded in time and size, redirects not followed, by the token that
 * its file holds at each request. Calls block; {@link Running} lets another thread end them.
 */
final class ApiClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long LARGEST_PAGE = 64L << 20;

  /** An object is at most 1.5 MiB in the API server's own store. */
  private static final int LARGEST_EVENT = 4 << 20;

  private final ClientFactory factory;
  private final WebClient web;
  private final Optional<TokenFile> token;

  /** Takes the events of a watch. */
  @FunctionalInterface
  interface Events {
    /** Takes one; what it throws ends the watch. */
    void take(JsonObject event) throws IOException;
  }

  /** What is under way, for whoever wants to end it. */
  static final class Running {
    private volatile boolean ended;
    private volatile HttpResponse response = HttpResponse.of(200);

    private void is(HttpResponse now) throws IOException {
      response = now;
      if (ended) {
        now.abort();
        throw new IOException("closed");
      }
    }

    /** Ends what is under way, and lets nothing follow. */
    void end() {
      ended = true;
      response.abort();
    }
  }

  ApiClient(KubernetesSettings.Api api) {
    this.factory =
        ClientFactory.builder()
            .tlsEngineType(TlsEngineType.JDK)
            .tlsCustomizer(
                tls -> api.ca().ifPresent(it -> tls.trustManager(new FileTrustManager(it))))
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    this.web = WebClient.builder(api.url()).factory(factory).build();
    this.token = api.token().map(TokenFile::new);
  }

  /**
   * The document at {@code target}.
   *
   * @throws ApiFailure when it is refused
   * @throws IOException when it cannot be had
   */
  JsonObject get(String target, Running running) throws IOException {
    RequestOptions options =
        RequestOptions.builder().responseTimeout(TIMEOUT).maxResponseLength(LARGEST_PAGE).build();
    HttpResponse response = web.execute(HttpRequest.of(headers(target)), options);
    running.is(response);
    AggregatedHttpResponse answer = await(response.aggregate(), target);
    requireOk(answer.status().code(), target);
    return object(answer.content().array(), target);
  }

  /**
   * Hands the events at {@code target} to {@code events}, until the server ends the stream.
   *
   * @param limit how long that may take
   * @throws ApiFailure when it is refused
   * @throws IOException when the stream breaks
   */
  void watch(String target, Duration limit, Running running, Events events) throws IOException {
    RequestOptions options =
        RequestOptions.builder().responseTimeout(limit).maxResponseLength(0).build();
    HttpResponse response = web.execute(HttpRequest.of(headers(target)), options);
    running.is(response);
    SplitHttpResponse parts = response.split();
    try (InputStream in = parts.body().toInputStream(Function.identity())) {
      requireOk(await(parts.headers(), target).status().code(), target);
      BoundedLines lines = new BoundedLines(in, LARGEST_EVENT);
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        if (line.length > 0) {
          events.take(object(line, target));
        }
      }
    } catch (AbortedStreamException e) {
      throw new IOException(target + ": ended", e);
    } finally {
      response.abort();
    }
  }

  private RequestHeaders headers(String target) throws IOException {
    RequestHeadersBuilder headers =
        RequestHeaders.builder(HttpMethod.GET, target)
            .add(HttpHeaderNames.ACCEPT, "application/json")
            .add(HttpHeaderNames.USER_AGENT, "weft-policy-server");
    if (token.isPresent()) {
      headers.add(HttpHeaderNames.AUTHORIZATION, "Bearer " + token.get().bearer());
    }
    return headers.build();
  }

  private static void requireOk(int status, String target) throws ApiFailure {
    if (status != 200) {
      throw new ApiFailure(status, target + ": status " + status + " (expected: 200)");
    }
  }

  private static JsonObject object(byte[] json, String target) throws IOException {
    try {
      if (JsonReader.read(json) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonFormatException e) {
      throw new IOException(target + ": no JSON: " + e.getMessage(), e);
    }
    throw new IOException(target + ": no JSON object (expected: one)");
  }

  private static <T> T await(CompletableFuture<T> answer, String target) throws IOException {
    try {
      return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(target + ": " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException(target + ": no answer within " + TIMEOUT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(target + ": interrupted", e);
    }
  }

  @Override
  public void close() {
    CompletableFuture<?> unused = factory.closeAsync();
  }
}
