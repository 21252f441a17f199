package dev.weft.server.resources;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import dev.weft.core.json.JsonObject;
import dev.weft.server.http.Call;
import dev.weft.server.http.Reply;
import dev.weft.server.http.Yaml;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.table.Accept;
import dev.weft.server.resources.table.Answers;
import dev.weft.server.resources.table.IncludeObject;
import dev.weft.server.resources.table.Representation;
import java.time.Instant;

/** Answers in the form that a client asked for. */
public final class Forms {
  private Forms() {}

  /** What the client says that it takes. */
  static String accept(Call call) {
    return String.join(",", call.headers().getAll(HttpHeaderNames.ACCEPT));
  }

  static Answers answers(KindInfo kind, Call call, Representation representation) {
    return new Answers(kind, representation, IncludeObject.of(call.query("includeObject")));
  }

  /**
   * Makes sure that what a write is going to answer can be told in a form that the client takes. To
   * be asked before the write, since a refusal says that nothing was changed.
   *
   * @param list whether that is a list
   * @throws dev.weft.server.http.ApiException 406 when it cannot
   */
  public static void requireAnswerable(KindInfo kind, Call call, boolean list) {
    answers(kind, call, Accept.of(accept(call)).one()).require(list);
  }

  /** One resource or a list, or what stands for them. */
  public static HttpResponse reply(
      KindInfo kind, Call call, int code, JsonObject body, Instant now) {
    Representation representation = Accept.of(accept(call)).one();
    JsonObject answer = answers(kind, call, representation).of(body, now);
    return switch (representation.encoding()) {
      case JSON -> Reply.of(code, answer);
      case YAML -> Reply.yaml(code, Yaml.write(answer));
    };
  }
}
