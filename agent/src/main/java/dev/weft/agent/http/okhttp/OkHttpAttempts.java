package dev.weft.agent.http.okhttp;

import dev.weft.bootstrap.http.ClientRequests;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What the woven chain calls. None of it throws. */
public final class OkHttpAttempts {
  private static final ThreadLocal<OkHttpAttempt> CURRENT = new ThreadLocal<>();

  private OkHttpAttempts() {}

  /** The calling thread looks for a connection, and will then send a request. */
  public static OkHttpAttempt connecting() {
    return begin();
  }

  /** It has sent it, or has failed to. */
  public static void over(
      OkHttpAttempt attempt, Interceptor.Chain chain, @Nullable Throwable failure) {
    end(attempt);
    if (failure != null && !attempt.sent) {
      try {
        OkHttpRequest request = new OkHttpRequest(chain.request(), attempt);
        ClientRequests.end(ClientRequests.begin(request), 0, cause(failure));
      } catch (Throwable t) {
        ClientRequests.fault("http.client.over", t);
      }
    }
  }

  /** A request is about to be sent on a connection. */
  public static OkHttpAttempt sending(Interceptor.Chain chain) {
    OkHttpAttempt attempt = CURRENT.get();
    if (attempt == null || attempt.sent) {
      attempt = begin();
      attempt.endsWithAnswer = true;
    }
    attempt.connection = chain.connection();
    return attempt;
  }

  /** The head of a request is about to be written; returns what is to be in its place. */
  public static Request writing(Request request) {
    OkHttpAttempt attempt = CURRENT.get();
    if (attempt == null || attempt.sent) {
      return request;
    }
    attempt.sent = true;
    OkHttpRequest view = new OkHttpRequest(request, attempt);
    attempt.exchange = ClientRequests.begin(view);
    return view.request();
  }

  /** The head of its answer has come, or has not. */
  public static void answered(
      OkHttpAttempt attempt, @Nullable Response response, @Nullable Throwable failure) {
    if (attempt.endsWithAnswer) {
      end(attempt);
    }
    ClientRequests.carried(attempt.exchange, attempt.connection);
    ClientRequests.end(attempt.exchange, response == null ? 0 : response.code(), failure);
  }

  private static OkHttpAttempt begin() {
    OkHttpAttempt attempt = new OkHttpAttempt(CURRENT.get(), System.nanoTime());
    CURRENT.set(attempt);
    return attempt;
  }

  private static void end(OkHttpAttempt attempt) {
    if (attempt.outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(attempt.outer);
    }
  }

  /** Some releases wrap what has failed on one of several ways to the server. */
  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof RuntimeException && cause instanceof IOException ? cause : failure;
  }
}
