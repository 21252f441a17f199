package dev.weft.proxy.net;

import dev.weft.enforcer.report.EventLog;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Netty's own warnings, as lines of the proxy's log. */
public final class NettyLog extends Handler {
  /** Held, since the JDK forgets loggers that nobody holds, and their settings with them. */
  private static final Logger NETTY = Logger.getLogger("io.netty");

  private final EventLog log;

  private NettyLog(EventLog log) {
    this.log = log;
  }

  /** Has Netty log to {@code log} from now on, and to nowhere else. */
  public static void install(EventLog log) {
    NETTY.setUseParentHandlers(false);
    NETTY.setLevel(Level.WARNING);
    NETTY.addHandler(new NettyLog(log));
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getLevel().intValue() < Level.WARNING.intValue()) {
      return;
    }
    log.warnAbout(
        String.valueOf(line.getLoggerName()),
        "netty",
        "logger",
        line.getLoggerName(),
        "message",
        line.getMessage(),
        "cause",
        line.getThrown());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
