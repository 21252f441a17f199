package dev.weft.server.access.review;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import dev.weft.core.json.JsonObject;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.http.Caller;
import dev.weft.server.http.Endpoint;
import dev.weft.server.http.Reply;

/** Answers a {@code POST} of one kind of question; JSON, YAML and Kubernetes' protobuf are read. */
public final class SelfReviewHandler implements Endpoint.Handler {
  private final SelfReview review;

  public SelfReviewHandler(SelfReview review) {
    this.review = review;
  }

  /** The path of the questions. */
  public String path() {
    return "/apis/" + review.kind().apiVersion() + "/" + review.kind().plural();
  }

  @Override
  public HttpResponse handle(Call call) {
    if (!(call.caller() instanceof Caller.Person person)) {
      throw ApiException.forbidden(call.caller().name() + ": no person (expected: one)");
    }
    return Reply.of(201, review.answer(person, body(call)));
  }

  private static JsonObject body(Call call) {
    MediaType type = call.headers().contentType();
    return type != null && type.is(MediaType.create("application", ProtobufReview.SUBTYPE))
        ? ProtobufReview.read(call.content().array())
        : call.body();
  }
}
