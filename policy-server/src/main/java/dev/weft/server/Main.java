package dev.weft.server;

import dev.weft.server.settings.Settings;
import dev.weft.server.settings.SettingsException;
import dev.weft.server.settings.SettingsLoader;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The program. It exits with 2 when a setting is wrong, and with 1 when it cannot start. */
public final class Main {
  private static final int CANNOT_START = 1;
  private static final int WRONG_SETTING = 2;

  private Main() {}

  /** Starts the server and lets it run until the process is told to end. */
  public static void main(String[] arguments) {
    try {
      if (BackupCommand.isMeant(List.of(arguments))) {
        BackupCommand.run(
            List.of(arguments), strings(System.getProperties()), System.getenv(), System.out);
        return;
      }
      Settings settings =
          SettingsLoader.load(List.of(arguments), strings(System.getProperties()), System.getenv());
      settings.logFormat().apply();
      PolicyServer server = PolicyServer.start(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "weft-shutdown"));
      announce(server, System.out);
    } catch (SettingsException e) {
      fail(e.getMessage(), WRONG_SETTING);
    } catch (StartException e) {
      fail(e.getMessage(), CANNOT_START);
    }
  }

  private static void announce(PolicyServer server, PrintStream out) {
    if (server.isFirstStart()) {
      out.println("ca certificate: " + server.caFile());
      out.println("admin token: " + server.adminTokenFile());
    }
    out.println("listening on " + server.url());
    out.flush();
  }

  private static void fail(@org.jspecify.annotations.Nullable String message, int code) {
    System.err.println("weft-policy-server: " + message);
    System.err.flush();
    Runtime.getRuntime().exit(code);
  }

  private static Map<String, String> strings(Properties properties) {
    Map<String, String> strings = new HashMap<>();
    properties.stringPropertyNames().forEach(it -> strings.put(it, properties.getProperty(it)));
    return strings;
  }
}
