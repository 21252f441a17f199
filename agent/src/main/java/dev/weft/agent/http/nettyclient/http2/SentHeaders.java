package dev.weft.agent.http.nettyclient.http2;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;

/** A copy of a request's headers, with Weft's behind them: the program's may be unmodifiable. */
public final class SentHeaders extends DefaultHttp2Headers {
  SentHeaders(Http2Headers headers) {
    super(false);
    for (Map.Entry<CharSequence, CharSequence> header : headers) {
      Http2Headers unused = add(header.getKey(), header.getValue());
    }
  }

  /** Unless the program has set one by itself. */
  void addOwn(String name, String value) {
    if (!contains(new AsciiString(name))) {
      Http2Headers unused = add(new AsciiString(name), new AsciiString(value));
    }
  }
}
