package dev.weft.agent.http.jetty9;

import dev.weft.bootstrap.http.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Response;

/** Answers a refused request as a handler would; the server then reads the body off or closes. */
public final class Jetty9Answers {
  private Jetty9Answers() {}

  static void refuse(Verdict verdict, HttpChannel channel) throws IOException {
    Response response = channel.getResponse();
    response.setStatus(verdict.status());
    response.setHeader("Content-Type", "text/plain");
    String challenge = verdict.challenge();
    if (challenge != null) {
      response.setHeader("WWW-Authenticate", challenge);
    }
    channel.getRequest().setHandled(true);
    // Fits the buffer, and is sent with its length as the channel completes the answer.
    byte[] text = verdict.text().getBytes(StandardCharsets.ISO_8859_1);
    response.getHttpOutput().write(text, 0, text.length);
  }
}
