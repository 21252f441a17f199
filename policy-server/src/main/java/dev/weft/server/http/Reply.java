package dev.weft.server.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonWriter;

/** Answers in JSON. */
public final class Reply {
  private Reply() {}

  /** An answer with a body. */
  public static HttpResponse of(int code, JsonObject body) {
    return of(code, JsonWriter.writeBytes(body));
  }

  /** An answer with a body that is JSON already. */
  public static HttpResponse of(int code, byte[] json) {
    return HttpResponse.of(headers(code), HttpData.wrap(json));
  }

  /** The headers of every answer with a body. */
  static ResponseHeaders headers(int code) {
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.valueOf(code))
            .contentType(MediaType.JSON)
            .set("cache-control", "no-store");
    if (code == 401) {
      headers.set("www-authenticate", "Bearer realm=\"weft\"");
    }
    if (code == 503) {
      headers.set("retry-after", "1");
    }
    return headers.build();
  }

  /** A refusal. */
  public static HttpResponse of(ApiException refusal) {
    return of(refusal.code(), refusal.status());
  }
}
