package dev.weft.agent.http.urlconnection;

import java.net.HttpURLConnection;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code sun.net.www.protocol.http.HttpURLConnection} and what HTTPS has in its place. */
final class ConnectionAdvice {
  private ConnectionAdvice() {}

  /** {@code connect}. */
  static final class Connect {
    @Advice.OnMethodEnter
    static void enter(@Advice.This HttpURLConnection connection) {
      UrlRequests.begin(connection, connection.getDoOutput());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.This HttpURLConnection connection, @Advice.Thrown @Nullable Throwable failure) {
      UrlRequests.failed(connection, failure);
    }
  }

  /** {@code getOutputStream}, which makes a POST of what would be a GET. */
  static final class Output {
    @Advice.OnMethodEnter
    static void enter(@Advice.This HttpURLConnection connection) {
      UrlRequests.begin(connection, true);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.This HttpURLConnection connection, @Advice.Thrown @Nullable Throwable failure) {
      UrlRequests.failed(connection, failure);
    }
  }

  /** {@code getInputStream}, which reads the answer's head, and which everything else calls. */
  static final class Input {
    @Advice.OnMethodEnter
    static void enter(@Advice.This HttpURLConnection connection) {
      UrlRequests.reading(connection);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.This HttpURLConnection connection,
        @Advice.FieldValue("responseCode") int status,
        @Advice.Thrown @Nullable Throwable failure) {
      UrlRequests.answered(connection, status, failure);
    }
  }
}
