package dev.weft.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Keeps what is logged at level ERROR, and what has an exception, up to a number. */
final class ErrorsInLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private static final int MOST = 50;

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final List<String> found = new CopyOnWriteArrayList<>();

  static ErrorsInLog listen() {
    ErrorsInLog listener = new ErrorsInLog();
    listener.setContext(listener.root.getLoggerContext());
    listener.start();
    listener.root.addAppender(listener);
    return listener;
  }

  @Override
  protected void append(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    if ((event.getLevel().isGreaterOrEqual(Level.ERROR) || thrown != null) && found.size() < MOST) {
      found.add(
          event
              + (thrown == null
                  ? ""
                  : " "
                      + thrown.getClassName()
                      + ": "
                      + thrown.getMessage()
                      + " at "
                      + thrown.getStackTraceElementProxyArray()[0]));
    }
  }

  List<String> found() {
    return List.copyOf(found);
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
