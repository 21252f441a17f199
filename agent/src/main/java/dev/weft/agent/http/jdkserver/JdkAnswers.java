package dev.weft.agent.http.jdkserver;

import com.sun.net.httpserver.HttpExchange;
import dev.weft.bootstrap.http.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers a refused request as a handler would; the server drains the body or closes. */
public final class JdkAnswers {
  private JdkAnswers() {}

  static void refuse(Verdict verdict, HttpExchange exchange) throws IOException {
    byte[] text = verdict.text().getBytes(StandardCharsets.ISO_8859_1);
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    String challenge = verdict.challenge();
    if (challenge != null) {
      exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
    }
    if (exchange.getRequestHeaders().containsKey("Expect")) {
      // The body will not come, so nothing can follow it.
      exchange.getResponseHeaders().set("Connection", "close");
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(verdict.status(), head ? -1 : text.length);
    if (!head) {
      OutputStream body = exchange.getResponseBody();
      body.write(text);
      // Closing drains the request first, and a client that waits for this answer sends nothing.
      body.flush();
    }
  }
}
