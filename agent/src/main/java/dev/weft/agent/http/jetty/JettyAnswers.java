package dev.weft.agent.http.jetty;

import dev.weft.bootstrap.http.Verdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers a refused request as a handler would; the server then reads the body off or closes. */
public final class JettyAnswers {
  private JettyAnswers() {}

  static void refuse(Verdict verdict, String method, Response response, Callback callback) {
    byte[] text = verdict.text().getBytes(StandardCharsets.ISO_8859_1);
    response.setStatus(verdict.status());
    HttpFields.Mutable headers = response.getHeaders().put("Content-Type", "text/plain");
    String challenge = verdict.challenge();
    if (challenge != null) {
      headers.put("WWW-Authenticate", challenge);
    }
    response.write(true, ByteBuffer.wrap(method.equals("HEAD") ? new byte[0] : text), callback);
  }
}
