package dev.weft.benchmarks.programs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/** Embedded Tomcat (NIO) that answers every GET with one kilobyte. */
public final class WebServer {
  /** The size of an answer's body. */
  static final int BODY = 1024;

  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("org.apache");

  private WebServer() {}

  /** Arguments: {@code plain} or a folder of key stores; a folder to work in. */
  public static void main(String[] args) throws Exception {
    LOG.setLevel(Level.WARNING);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(args[1]);
    tomcat.setPort(0);
    Connector connector = tomcat.getConnector();
    connector.setThrowOnFailure(true);
    connector.setProperty("address", "127.0.0.1");
    // Tomcat ends a connection after 100 requests by default; here connections are to stay.
    connector.setProperty("maxKeepAliveRequests", "-1");
    connector.setProperty("keepAliveTimeout", "-1");
    if (!args[0].equals(Transport.PLAIN)) {
      secure(connector, Path.of(args[0]));
    }
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "kilobyte", new Kilobyte());
    context.addServletMappingDecoded("/", "kilobyte");
    tomcat.start();
    Commands.serve(connector.getLocalPort());
    tomcat.stop();
    tomcat.destroy();
  }

  private static void secure(Connector connector, Path folder) {
    SSLHostConfig host = new SSLHostConfig();
    host.setProtocols(JsseTransport.PROTOCOL);
    host.setCiphers(JsseTransport.SUITE);
    host.setCertificateVerification("required");
    host.setTruststoreFile(KeyStoreFolder.trustStore(folder).toString());
    host.setTruststorePassword(KeyStoreFolder.PASSWORD);
    host.setTruststoreType("PKCS12");
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.EC);
    certificate.setCertificateKeystoreFile(Role.SERVER.keyStore(folder).toString());
    certificate.setCertificateKeystorePassword(KeyStoreFolder.PASSWORD);
    certificate.setCertificateKeystoreType("PKCS12");
    host.addCertificate(certificate);
    connector.setSecure(true);
    connector.setScheme("https");
    connector.setProperty("SSLEnabled", "true");
    connector.addSslHostConfig(host);
  }

  private static final class Kilobyte extends HttpServlet {
    @Serial private static final long serialVersionUID = 1;
    private static final byte[] ANSWER = answer();

    private static byte[] answer() {
      byte[] answer = new byte[BODY];
      Arrays.fill(answer, (byte) 'w');
      return answer;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain");
      response.setContentLength(BODY);
      response.getOutputStream().write(ANSWER);
    }
  }
}
