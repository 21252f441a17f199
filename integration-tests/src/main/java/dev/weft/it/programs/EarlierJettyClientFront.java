package dev.weft.it.programs;

import static dev.weft.it.programs.Calls.call;
import static dev.weft.it.programs.Calls.make;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The HttpClient of Jetty 9.4 to 11, with HTTP/2 where its library is there. It names no type of
 * Jetty, whose class files differ between releases.
 */
public final class EarlierJettyClientFront implements Sender {
  private static final String JETTY = "org.eclipse.jetty.";
  private static final String CLIENT = JETTY + "client.";

  private final Object client;
  private final @Nullable Object http2;

  private EarlierJettyClientFront(Object client, @Nullable Object http2) {
    this.client = client;
    this.http2 = http2;
  }

  /** No arguments. */
  public static void main(String[] args) throws Exception {
    Object client = client();
    call(client, "start");
    Object http2 = http2();
    ClientFront.serve(new EarlierJettyClientFront(client, http2));
    call(client, "stop");
    if (http2 != null) {
      call(http2, "stop");
    }
  }

  private static @Nullable Object http2() throws ReflectiveOperationException {
    Class<?> transports;
    try {
      transports = Class.forName(JETTY + "http2.client.http.HttpClientTransportOverHTTP2");
    } catch (ClassNotFoundException e) {
      return null;
    }
    Object transport = make(transports, make(Class.forName(JETTY + "http2.client.HTTP2Client")));
    Object client = clientOn(transport);
    call(client, "start");
    return client;
  }

  /** Before 10 a client is told its TLS as it is made. */
  private static Object client() throws ReflectiveOperationException {
    Class<?> type = Class.forName(CLIENT + "HttpClient");
    try {
      return make(type, tls());
    } catch (NoSuchMethodException e) {
      return make(type);
    }
  }

  private static Object clientOn(Object transport) throws ReflectiveOperationException {
    Class<?> type = Class.forName(CLIENT + "HttpClient");
    try {
      return make(type, transport);
    } catch (NoSuchMethodException e) {
      return make(type, transport, tls());
    }
  }

  private static Object tls() throws ReflectiveOperationException {
    String factory = JETTY + "util.ssl.SslContextFactory";
    try {
      return make(Class.forName(factory + "$Client"));
    } catch (ClassNotFoundException e) {
      return make(Class.forName(factory));
    }
  }

  @Override
  public String send(String method, String url) throws Exception {
    if (url.endsWith("/guarded")) {
      Class<?> basic = Class.forName(CLIENT + "util.BasicAuthentication");
      Object known = make(basic, URI.create(url), "x", "a", "b");
      call(call(client, "getAuthenticationStore"), "addAuthentication", known);
    }
    Object request = call(call(client, "newRequest", url), "method", method);
    if (method.equals("POST")) {
      Class<?> text = Class.forName(CLIENT + "util.StringContentProvider");
      call(request, "content", make(text, "x"));
    }
    return told(call(request, "send"));
  }

  @Override
  public String sendOwn(String url, String traceParent) throws Exception {
    Object request = call(client, "newRequest", url);
    return told(call(call(request, "header", "traceparent", traceParent), "send"));
  }

  @Override
  public @Nullable String sendByHttp2(String url) throws Exception {
    return http2 == null ? null : told(call(call(http2, "newRequest", url), "send"));
  }

  @Override
  public String sendImpatiently(String url) throws Exception {
    Object request = call(client, "newRequest", url);
    return told(call(call(request, "timeout", 300L, TimeUnit.MILLISECONDS), "send"));
  }

  @Override
  public List<String> sendAtOnce(String url, int count) throws Exception {
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(Listener.send(call(client, "newRequest", url)));
    }
    return answers.stream().map(CompletableFuture::join).toList();
  }

  @Override
  public Running begin(String url) throws Exception {
    Object request = call(client, "newRequest", url);
    CompletableFuture<String> answer = Listener.send(request);
    return new Running() {
      @Override
      public String await() {
        return answer.join();
      }

      @Override
      public void cancel() {
        try {
          call(request, "abort", new IllegalStateException("not wanted any more"));
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private static String told(Object response) throws ReflectiveOperationException {
    int status = (int) call(response, "getStatus");
    return status == 200 ? (String) call(response, "getContentAsString") : String.valueOf(status);
  }

  /** What comes of a request that nobody waits for. */
  private static final class Listener implements InvocationHandler {
    private final StringBuilder content = new StringBuilder();
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    static CompletableFuture<String> send(Object request) throws ReflectiveOperationException {
      Listener listener = new Listener();
      Class<?> type = Class.forName(CLIENT + "api.Response$Listener");
      call(
          request,
          "send",
          Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, listener));
      return listener.answer;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments)
        throws Throwable {
      switch (method.getName()) {
        case "onContent" -> {
          return content(proxy, method, arguments);
        }
        case "onComplete" -> {
          complete(arguments[0]);
          return null;
        }
        case "onHeader" -> {
          return true;
        }
        case "hashCode" -> {
          return System.identityHashCode(proxy);
        }
        case "equals" -> {
          return proxy == arguments[0];
        }
        default -> {
          return method.isDefault()
              ? InvocationHandler.invokeDefault(proxy, method, arguments)
              : null;
        }
      }
    }

    /** With the response and bytes; in the oldest release with a callback, too. */
    private @Nullable Object content(Object proxy, Method method, Object[] arguments)
        throws Throwable {
      if (arguments.length > 3) {
        return InvocationHandler.invokeDefault(proxy, method, arguments);
      }
      content.append(StandardCharsets.UTF_8.decode((ByteBuffer) arguments[1]));
      if (arguments.length == 3) {
        Class.forName(JETTY + "util.Callback").getMethod("succeeded").invoke(arguments[2]);
      }
      return null;
    }

    private void complete(Object result) throws ReflectiveOperationException {
      if ((boolean) call(result, "isFailed")) {
        answer.completeExceptionally((Throwable) call(result, "getFailure"));
      } else {
        answer.complete(content.toString());
      }
    }
  }
}
