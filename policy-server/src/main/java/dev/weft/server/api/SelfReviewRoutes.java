package dev.weft.server.api;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.server.access.review.SelfReview;
import dev.weft.server.access.review.SelfReviewHandler;
import dev.weft.server.http.Endpoint;

/** The questions that people ask about themselves. Whoever is known may ask them. */
final class SelfReviewRoutes {
  private SelfReviewRoutes() {}

  static void addTo(ServerBuilder server, Endpoint.Admission gate) {
    for (SelfReview review : SelfReview.ALL) {
      SelfReviewHandler handler = new SelfReviewHandler(review);
      server
          .route()
          .methods(HttpMethod.POST)
          .path(handler.path())
          .build(new Endpoint(gate, handler));
    }
  }
}
