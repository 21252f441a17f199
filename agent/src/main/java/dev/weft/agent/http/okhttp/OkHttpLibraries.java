package dev.weft.agent.http.okhttp;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.ArrayList;
import java.util.List;

/**
 * What is woven into OkHttp: {@code ConnectInterceptor}, which each attempt passes, {@code
 * CallServerInterceptor} within it, what writes a request's head, and the calls that wait in the
 * dispatcher's queue. The last two have had other names in other releases.
 */
public final class OkHttpLibraries {
  private static final String HERE = "dev.weft.agent.http.okhttp.";
  private static final String INTERNAL = "okhttp3.internal.";
  private static final String EARLY_CALL = "okhttp3.RealCall";
  private static final String CALL = INTERNAL + "connection.RealCall";
  private static final String EXCHANGE = INTERNAL + "connection.Exchange";
  private static final String HTTP1 = INTERNAL + "http1.Http1Codec";

  /** What only releases in Kotlin have. */
  private static final String KOTLIN = INTERNAL + "http.ExchangeCodec$Companion";

  /** Of several whose marks a copy has the first is its own, in this order. */
  public static final ClientLibrary OKHTTP_4_1 =
      releases("OkHttp 4 and 5", CALL + "$AsyncCall", CALL, "run", EXCHANGE);

  /** OkHttp 4.0. */
  public static final ClientLibrary OKHTTP_4_0 =
      releases("OkHttp 4.0", KOTLIN, EARLY_CALL, "run", EXCHANGE);

  /** OkHttp 3 before 3.14. */
  public static final ClientLibrary OKHTTP_3 =
      releases("OkHttp 3", HTTP1, EARLY_CALL, "execute", HTTP1, INTERNAL + "http2.Http2Codec");

  /** OkHttp 3.14. */
  public static final ClientLibrary OKHTTP_3_14 =
      releases("OkHttp 3.14", INTERNAL + "NamedRunnable", EARLY_CALL, "execute", EXCHANGE);

  private OkHttpLibraries() {}

  private static ClientLibrary releases(
      String name, String mark, String call, String run, String... writers) {
    List<LibraryClass> classes = new ArrayList<>();
    classes.add(
        LibraryClass.of(
            INTERNAL + "connection.ConnectInterceptor",
            inline("ChainAdvice$Connect", "intercept", "okhttp3.Interceptor$Chain")));
    classes.add(
        LibraryClass.of(
            INTERNAL + "http.CallServerInterceptor",
            inline("ChainAdvice$Send", "intercept", "okhttp3.Interceptor$Chain")));
    classes.add(
        LibraryClass.of(INTERNAL + "connection.RealConnection", new Weave.Link("rawSocket")));
    classes.add(
        LibraryClass.of(
            call + "$AsyncCall",
            new Weave.Keep(),
            inline("CallAdvice$Made", "<init>", call, "okhttp3.Callback"),
            inline("CallAdvice$Run", run)));
    for (String writer : writers) {
      classes.add(
          LibraryClass.of(
              writer, inline("ChainAdvice$Write", "writeRequestHeaders", "okhttp3.Request")));
    }
    return new ClientLibrary(
        name,
        List.of("okhttp3."),
        INTERNAL + "http",
        mark,
        List.of(
            HERE + "OkHttpRequest",
            HERE + "OkHttpAttempt",
            HERE + "OkHttpAttempts",
            HERE + "OkHttpCalls"),
        classes);
  }

  private static Weave inline(String advice, String method, String... parameters) {
    return new Weave.Inline(method, List.of(parameters), HERE + advice);
  }
}
