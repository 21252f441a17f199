package dev.weft.server.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * One request, whole.
 *
 * @param context Armeria's side of it
 * @param headers the headers
 * @param content the body as it came
 * @param caller who sent it
 */
public record Call(
    ServiceRequestContext context, RequestHeaders headers, HttpData content, Caller caller) {
  /** The HTTP method. */
  public HttpMethod method() {
    return headers.method();
  }

  /** The part {@code name} of the path. */
  public String path(String name) {
    String value = context.pathParam(name);
    return value == null ? "" : value;
  }

  /**
   * The query parameter {@code name}.
   *
   * @throws ApiException 400 when it is given more than once
   */
  public Optional<String> query(String name) {
    List<String> values = context.queryParams(name);
    if (values.size() > 1) {
      throw ApiException.badRequest(name, "given " + values.size() + " times (expected: once)");
    }
    return values.stream().findFirst();
  }

  /** The address at the other end of the connection. */
  public InetAddress source() {
    return context.remoteAddress().getAddress();
  }

  /**
   * The body as an object, read as JSON or YAML by its Content-Type.
   *
   * @throws ApiException 400 or 415 when it is none
   */
  public JsonObject body() {
    MediaType type = headers.contentType();
    if (type == null || type.is(MediaType.create("application", "json"))) {
      return object(json());
    }
    if (type.is(MediaType.create("application", "yaml"))
        || type.is(MediaType.create("text", "yaml"))) {
      return object(yaml());
    }
    throw new ApiException(
        415,
        "content-type: "
            + type.withoutParameters()
            + " (expected: application/json, application/yaml or text/yaml)");
  }

  /**
   * The body, read as JSON.
   *
   * @throws ApiException 400 when it is none, or holds a text that no store keeps
   */
  public JsonValue json() {
    try {
      return StorableBody.require(JsonReader.read(content.array()));
    } catch (JsonFormatException e) {
      throw ApiException.badRequest("body", "malformed: " + e.getMessage());
    }
  }

  /**
   * The body, read as YAML, which JSON is as well.
   *
   * @throws ApiException 400 when it is none, or holds a text that no store keeps
   */
  public JsonValue yaml() {
    try {
      return StorableBody.require(Yaml.read(content.array()));
    } catch (JsonFormatException e) {
      throw ApiException.badRequest("body", "malformed: " + e.getMessage());
    }
  }

  /**
   * {@code value}, which has to be an object.
   *
   * @throws ApiException 400 when it is none
   */
  public JsonObject object(JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw ApiException.badRequest("body", value.typeName() + " (expected: object)");
  }
}
