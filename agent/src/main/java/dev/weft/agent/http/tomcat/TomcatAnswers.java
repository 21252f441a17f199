package dev.weft.agent.http.tomcat;

import dev.weft.bootstrap.http.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Response;

/** Answers a refused request in Coyote's own way, which then swallows the body or closes. */
public final class TomcatAnswers {
  private TomcatAnswers() {}

  static void refuse(Verdict verdict, String method, Response response) throws IOException {
    byte[] text = verdict.text().getBytes(StandardCharsets.ISO_8859_1);
    response.setStatus(verdict.status());
    response.setContentTypeNoCharset("text/plain");
    String challenge = verdict.challenge();
    if (challenge != null) {
      response.addHeader("WWW-Authenticate", challenge);
    }
    boolean head = method.equals("HEAD");
    response.setContentLength(head ? -1 : text.length);
    if (!head) {
      response.doWrite(ByteBuffer.wrap(text));
    }
    response.action(ActionCode.CLOSE, null);
  }
}
