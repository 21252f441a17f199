package dev.weft.proxy.http;

import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What a request must look like where it comes in. */
public interface RequestForm {
  /** As a server gets it: what it is for stands in {@code Host}. */
  RequestForm ORIGIN = Framing::problem;

  /** As a forward proxy gets it: what it is for stands in its target. */
  RequestForm ABSOLUTE = Framing::problemOfAbsolute;

  /**
   * What is wrong with {@code request}; null when nothing is, and then it is in the form in which a
   * server gets it.
   */
  @Nullable String problem(HttpRequest request);
}
