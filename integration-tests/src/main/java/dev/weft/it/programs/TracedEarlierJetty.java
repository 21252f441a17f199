package dev.weft.it.programs;

import static dev.weft.it.programs.Calls.call;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@link EarlierJetty}, as {@link Traced} says. */
public final class TracedEarlierJetty {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("org.eclipse.jetty");

  private TracedEarlierJetty() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    // It logs what the application throws.
    LOG.setLevel(Level.OFF);
    EarlierJetty server =
        EarlierJetty.start(Serving.port(args), Traced::look, TracedEarlierJetty::handle);
    Serving.untilToldToStop(server.port());
    server.stop();
    Traced.stop();
  }

  private static void handle(String target, Object request, Object response) throws Throwable {
    switch (target) {
      case "/throws" -> throw new IllegalStateException("on purpose");
      case "/fails" -> answer(response, 500, Traced.answer());
      case "/later" -> {
        Object later = call(request, "startAsync");
        Traced.hold(() -> answerLater(later, response));
      }
      case "/again" -> {
        if (call(request, "getAttribute", "again") == null) {
          call(request, "setAttribute", "again", true);
          call(call(request, "startAsync"), "dispatch");
        } else {
          answer(response, 200, Traced.answer());
        }
      }
      case "/go" -> {
        Traced.go();
        answer(response, 200, Traced.answer());
      }
      default -> answer(response, 200, Traced.answer(target));
    }
  }

  private static void answerLater(Object later, Object response) {
    try {
      try {
        answer(response, 202, Traced.answer());
      } catch (IOException e) {
        // The client has gone.
      } finally {
        Object unused = call(later, "complete");
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(Object response, int status, String text)
      throws ReflectiveOperationException, IOException {
    call(response, "setStatus", status);
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    call(response, "setContentLength", bytes.length);
    ((OutputStream) call(response, "getOutputStream")).write(bytes);
  }
}
