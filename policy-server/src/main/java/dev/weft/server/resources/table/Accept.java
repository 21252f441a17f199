package dev.weft.server.resources.table;

import dev.weft.server.http.ApiException;
import java.util.Comparator;
import java.util.List;

/**
 * What a client takes as an answer, by its header {@code Accept}.
 *
 * @param ranges what it takes, the most wanted first; what is wanted equally keeps to the order of
 *     precision, then to the order of the header
 */
public record Accept(List<MediaRange> ranges) {
  private static final List<String> OFFERED =
      List.of(
          "application/json",
          "application/yaml",
          "application/json;as=Table;g=meta.k8s.io;v=v1",
          "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1",
          "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
  private static final List<String> STREAMED = List.of("application/json;stream=watch");
  private static final MediaRange ANYTHING = new MediaRange("*", "*", java.util.Map.of(), 1000);

  public Accept {
    ranges = List.copyOf(ranges);
  }

  /** What {@code header} says; empty means anything. */
  public static Accept of(String header) {
    if (header.isBlank()) {
      return new Accept(List.of(ANYTHING));
    }
    return new Accept(
        new AcceptParser(header)
            .parse().stream()
                .filter(range -> range.quality() > 0)
                .sorted(
                    Comparator.comparingInt(MediaRange::quality)
                        .thenComparingInt(MediaRange::precision)
                        .reversed())
                .toList());
  }

  /**
   * The form in which to answer one resource or a list.
   *
   * @throws ApiException 406 when the client takes none
   */
  public Representation one() {
    for (MediaRange range : ranges) {
      if (range.parameter("stream").isEmpty()) {
        Representation wanted = Representation.of(range);
        if (wanted != null) {
          return wanted;
        }
      }
    }
    throw notAcceptable(OFFERED);
  }

  /**
   * The form in which to answer a watch; its lines are JSON, whatever the client prefers.
   *
   * @throws ApiException 406 when the client takes none
   */
  public Representation watch() {
    for (MediaRange range : ranges) {
      String stream = range.parameter("stream");
      Representation wanted =
          stream.isEmpty() || stream.equals("watch") ? Representation.of(range) : null;
      if (wanted != null && wanted.encoding() == Representation.Encoding.JSON) {
        return wanted;
      }
    }
    throw notAcceptable(STREAMED);
  }

  /** 406 with what there is instead. */
  public static ApiException notAcceptable(List<String> offered) {
    return new ApiException(
        406,
        "accept: none of what is offered (expected: one of " + String.join(", ", offered) + ")");
  }
}
