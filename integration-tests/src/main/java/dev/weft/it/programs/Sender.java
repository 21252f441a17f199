package dev.weft.it.programs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client library, in the ways that programs use one. An answer is told as its body, or as its
 * status when that is not 200.
 */
interface Sender {
  /** Sends a request and waits for its answer. */
  String send(String method, String url) throws Exception;

  /** As {@link #send}, with a trace of the program's own. */
  String sendOwn(String url, String traceParent) throws Exception;

  /** As {@link #send}, by HTTP/2 from the first byte on; null where the release cannot do so. */
  @Nullable String sendByHttp2(String url) throws Exception;

  /** As {@link #send}, and gives up soon. */
  String sendImpatiently(String url) throws Exception;

  /** Sends several requests before it waits for any. */
  List<String> sendAtOnce(String url, int count) throws Exception;

  /** Begins a request. */
  Running begin(String url) throws Exception;

  /** A request that is on its way. */
  interface Running {
    /** Waits for its answer. */
    String await() throws Exception;

    /** Has it given up, by any thread. */
    void cancel();
  }
}
