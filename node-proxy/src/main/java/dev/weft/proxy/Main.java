package dev.weft.proxy;

import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.settings.SettingException;
import dev.weft.proxy.net.NettyLog;
import dev.weft.proxy.settings.ProxySettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The program. Its argument is the YAML file; it stops at SIGTERM. With {@code capture} and a
 * command before the file it does that and ends.
 */
public final class Main {
  private Main() {}

  /** Starts the proxy; ends with 1 and one sentence when it cannot. */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      if (arguments.length > 1 && arguments[0].equals("capture")) {
        System.exit(capture(List.of(arguments)));
      }
      ProxySettings settings =
          ProxySettings.read(List.of(arguments), properties(), System.getenv());
      EventLog log = log(settings);
      NettyLog.install(log);
      NodeProxy proxy = NodeProxy.start(settings, log, new Faults(log));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(proxy), "weft-stop"));
      proxy.await();
    } catch (SettingException | IllegalArgumentException | IOException e) {
      System.err.println("weft node proxy: " + e.getMessage());
      System.exit(1);
    }
  }

  private static int capture(List<String> arguments) throws IOException {
    CaptureCommand command = CaptureCommand.of(arguments.get(1));
    ProxySettings settings =
        ProxySettings.read(arguments.subList(2, arguments.size()), properties(), System.getenv());
    int worst = 0;
    for (RuledPlace place : RuledPlace.of(settings)) {
      worst = Math.max(worst, command.run(place, System.out));
    }
    return worst;
  }

  private static EventLog log(ProxySettings settings) throws IOException {
    EventLog log =
        settings.logFile() == null
            ? EventLog.toStream(System.out, settings.logLevel())
            : EventLog.to(settings.logFile(), settings.logLevel());
    log.open();
    return log;
  }

  private static void stop(NodeProxy proxy) {
    try {
      proxy.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    Properties system = System.getProperties();
    for (String name : system.stringPropertyNames()) {
      properties.put(name, system.getProperty(name, ""));
    }
    return properties;
  }
}
