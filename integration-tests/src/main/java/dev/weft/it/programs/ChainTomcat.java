package dev.weft.it.programs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/** The first of a chain of servers: Tomcat, which asks {@link ChainNetty} by OkHttp. */
public final class ChainTomcat {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("org.apache");

  /** Requests that are worked at; the others wait. */
  private static final int AT_ONCE = 32;

  private ChainTomcat() {}

  /** Arguments: PORT, the port of the next. */
  public static void main(String[] args) throws Exception {
    LOG.setLevel(Level.WARNING);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Path.of(System.getProperty("java.io.tmpdir"), "tomcat").toString());
    tomcat.setPort(Serving.port(args));
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("acceptCount", "1000");
    tomcat.getConnector().setProperty("maxThreads", "" + AT_ONCE);
    tomcat.getConnector().setThrowOnFailure(true);
    StandardContext context = (StandardContext) tomcat.addContext("", null);
    Tomcat.addServlet(context, "asking", new Asking("http://127.0.0.1:" + args[1]));
    context.addServletMappingDecoded("/", "asking");
    tomcat.start();
    Serving.untilToldToStop(tomcat.getConnector().getLocalPort());
    tomcat.stop();
    tomcat.destroy();
  }

  private static final class Asking extends HttpServlet {
    @Serial private static final long serialVersionUID = 1;

    private final transient OkHttpClient client =
        new OkHttpClient.Builder()
            .readTimeout(1, TimeUnit.MINUTES)
            .connectionPool(new ConnectionPool(AT_ONCE, 1, TimeUnit.MINUTES))
            .build();
    private final String next;

    Asking(String next) {
      this.next = next;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Request asked = new Request.Builder().url(next + request.getRequestURI()).build();
      try (Response answer = client.newCall(asked).execute()) {
        @Nullable ResponseBody body = answer.body();
        response.setStatus(answer.code());
        response.setContentType("text/plain");
        response.getWriter().print(body == null ? "" : body.string());
      }
    }
  }
}
