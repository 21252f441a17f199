package dev.weft.server.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonWriter;

/** Answers. */
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

  /** An answer with a body in YAML. */
  public static HttpResponse yaml(int code, byte[] yaml) {
    ResponseHeaders headers =
        headers(code).toBuilder().contentType(MediaType.create("application", "yaml")).build();
    return HttpResponse.of(headers, HttpData.wrap(yaml));
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
    return headers.build();
  }

  /** A refusal. */
  public static HttpResponse of(ApiException refusal) {
    ResponseHeaders headers = headers(refusal.code());
    if (refusal.retryAfterSeconds() > 0) {
      headers = headers.toBuilder().setLong("retry-after", refusal.retryAfterSeconds()).build();
    }
    return HttpResponse.of(headers, HttpData.wrap(JsonWriter.writeBytes(refusal.status())));
  }
}
