package dev.weft.server.api;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.server.access.review.SelfReview;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.http.Caller;
import dev.weft.server.http.Endpoint;
import dev.weft.server.http.Reply;

/** The questions that people ask about themselves. Whoever is known may ask them. */
final class SelfReviewRoutes {
  private SelfReviewRoutes() {}

  static void addTo(ServerBuilder server, Endpoint.Admission gate) {
    for (SelfReview review : SelfReview.ALL) {
      server
          .route()
          .methods(HttpMethod.POST)
          .path("/apis/" + review.kind().apiVersion() + "/" + review.kind().plural())
          .build(new Endpoint(gate, call -> answer(review, call)));
    }
  }

  private static HttpResponse answer(SelfReview review, Call call) {
    if (call.caller() instanceof Caller.Person person) {
      return Reply.of(201, review.answer(person, call.body()));
    }
    throw ApiException.forbidden(call.caller().name() + ": no person (expected: a person's token)");
  }
}
