package dev.weft.server.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.LoggerFactory;

/** How the lines of the log are written. */
public enum LogFormat {
  /** As logback's configuration has it: a line for people. */
  TEXT,
  /** A JSON object on each line, for programs. */
  JSON;

  /**
   * The format that {@code text} names.
   *
   * @throws IllegalArgumentException when it names none; the message is fit for people
   */
  public static LogFormat parse(String text) {
    return switch (text) {
      case "text" -> TEXT;
      case "json" -> JSON;
      default -> throw new IllegalArgumentException(text + " (expected: text or json)");
    };
  }

  /** Lets everything that this process logs from here on have this format. */
  public void apply() {
    if (this == JSON && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      for (Logger logger : context.getLoggerList()) {
        logger
            .iteratorForAppenders()
            .forEachRemaining(
                appender -> {
                  if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
                    JsonEncoder encoder = new JsonEncoder();
                    encoder.setContext(context);
                    encoder.start();
                    stream.setEncoder(encoder);
                  }
                });
      }
    }
  }
}
