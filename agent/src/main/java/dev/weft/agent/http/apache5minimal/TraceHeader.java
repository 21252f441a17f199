package dev.weft.agent.http.apache5minimal;

import java.io.Serial;
import org.apache.hc.core5.http.message.BasicHeader;

/** A header that Weft has set, which is known by its type when the same request is sent again. */
public final class TraceHeader extends BasicHeader {
  @Serial private static final long serialVersionUID = 1;

  TraceHeader(String name, String value) {
    super(name, value);
  }
}
