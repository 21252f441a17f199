package dev.weft.core.policy;

import java.util.List;

/**
 * What a request has to be changed in before the application sees it: first everything in {@code
 * removeHeaders} and {@code removeParams} goes, then {@code addHeaders} come.
 *
 * <p>Headers that are written from tokens are removed from every request, token or not: nobody else
 * may write them. Cookies that hold a token stay, as in Envoy.
 *
 * @param removeHeaders names in lower case
 * @param removeParams names of query parameters, decoded
 * @param addHeaders what good tokens say, in order; a name may come twice
 */
public record RequestChanges(
    List<String> removeHeaders, List<String> removeParams, List<HeaderField> addHeaders) {
  /** Nothing to change. */
  public static final RequestChanges NONE = new RequestChanges(List.of(), List.of(), List.of());

  public RequestChanges {
    removeHeaders = List.copyOf(removeHeaders);
    removeParams = List.copyOf(removeParams);
    addHeaders = List.copyOf(addHeaders);
  }

  /** Whether there is nothing to change. */
  public boolean isEmpty() {
    return removeHeaders.isEmpty() && removeParams.isEmpty() && addHeaders.isEmpty();
  }
}
