package dev.weft.it.programs;

import static dev.weft.it.programs.Calls.call;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** {@link EarlierJetty} with a handler that answers with what it sees of each request. */
public final class EarlierJettySeeing {
  private EarlierJettySeeing() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    EarlierJetty server =
        EarlierJetty.start(Serving.port(args), () -> {}, EarlierJettySeeing::answer);
    Serving.untilToldToStop(server.port());
    server.stop();
  }

  private static void answer(String target, Object request, Object response) throws Throwable {
    if (EarlierJettyLeaving.leaves(target, request, response)) {
      return;
    }
    byte[] body = ((InputStream) call(request, "getInputStream")).readAllBytes();
    String text =
        "saw "
            + call(request, "getMethod")
            + " ["
            + target
            + "] client-cert="
            + call(request, "getHeader", "X-Forwarded-Client-Cert")
            + " query="
            + call(request, "getQueryString")
            + " body="
            + new String(body, StandardCharsets.UTF_8);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    call(response, "setContentLength", bytes.length);
    ((OutputStream) call(response, "getOutputStream")).write(bytes);
  }
}
