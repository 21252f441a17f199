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

  /** An answer with a body of another type. */
  public static HttpResponse of(int code, MediaType type, byte[] body) {
    return HttpResponse.of(
        headers(code).toBuilder().contentType(type).build(), HttpData.wrap(body));
  }

  /** An answer that a client may keep and ask for again by its tag (RFC 9110, section 8.8.3). */
  public static HttpResponse tagged(byte[] json, String tag) {
    ResponseHeaders headers =
        headers(200).toBuilder().set("etag", tag).set("cache-control", "no-cache, private").build();
    return HttpResponse.of(headers, HttpData.wrap(json));
  }

  /** The answer to a client that has what it asks for. */
  public static HttpResponse notModified(String tag) {
    return HttpResponse.of(ResponseHeaders.builder(304).set("etag", tag).build());
  }

  /** An answer with a body in YAML. */
  public static HttpResponse yaml(int code, byte[] yaml) {
    return of(code, MediaType.create("application", "yaml"), yaml);
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
    ResponseHeaders headers = headers(refusal.code());
    if (refusal.retryAfterSeconds() > 0) {
      headers = headers.toBuilder().setLong("retry-after", refusal.retryAfterSeconds()).build();
    }
    return HttpResponse.of(headers, HttpData.wrap(JsonWriter.writeBytes(refusal.status())));
  }
}
