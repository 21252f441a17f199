package dev.weft.server.resources;

import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import java.util.Optional;

/** The query parameter {@code dryRun}: everything is checked and answered, nothing is kept. */
public final class DryRun {
  private DryRun() {}

  /**
   * Whether {@code call} is a dry run.
   *
   * @throws ApiException 400 when the parameter has another value than {@code All}
   */
  public static WriteOptions.Effect of(Call call) {
    Optional<String> value = call.query("dryRun");
    value
        .filter(it -> !it.equals("All"))
        .ifPresent(
            it -> {
              throw ApiException.badRequest("dryRun", it + " (expected: All)");
            });
    return value.isPresent() ? WriteOptions.Effect.DRY_RUN : WriteOptions.Effect.STORED;
  }
}
