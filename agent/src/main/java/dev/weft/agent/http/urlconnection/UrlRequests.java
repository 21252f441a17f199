package dev.weft.agent.http.urlconnection;

import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/** What woven connections call. None of it throws. */
public final class UrlRequests {
  private UrlRequests() {}

  /**
   * A connection is about to connect, unless it has done so.
   *
   * @param withBody whether a GET would be a POST
   */
  public static void begin(HttpURLConnection connection, boolean withBody) {
    if (connection instanceof Keeping keeping && keeping.weftKept() == null) {
      UrlRequest request = new UrlRequest(connection, withBody);
      keeping.weftKeep(request);
      request.follow(ClientRequests.begin(request));
    }
  }

  /** The answer is about to be read. */
  public static void reading(HttpURLConnection connection) {
    begin(connection, false);
    UrlRequest request = request(connection);
    if (request != null) {
      request.beginReading();
    }
  }

  /** It has connected, or written its request, unless there is a failure. */
  public static void failed(HttpURLConnection connection, @Nullable Throwable failure) {
    if (failure != null) {
      end(connection, -1, failure);
    }
  }

  /**
   * The answer has been read, or not.
   *
   * @param status 0 or less where there is none
   */
  public static void answered(
      HttpURLConnection connection, int status, @Nullable Throwable failure) {
    UrlRequest request = request(connection);
    if (request != null) {
      request.endReading();
      end(connection, status, failure);
    }
  }

  /** Unless it is in the middle of reading, where it may yet send another request. */
  private static void end(HttpURLConnection connection, int status, @Nullable Throwable failure) {
    UrlRequest request = request(connection);
    if (request != null && !request.isBeingRead()) {
      ClientRequests.carried(request.exchange(), connection);
      ClientRequests.end(request.exchange(), status, failure);
    }
  }

  private static @Nullable UrlRequest request(HttpURLConnection connection) {
    return connection instanceof Keeping keeping && keeping.weftKept() instanceof UrlRequest kept
        ? kept
        : null;
  }
}
