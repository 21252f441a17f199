package dev.weft.it.programs.soak;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** What is left of connections: objects that belong to one each, as the JVM counts them. */
final class Remains {
  private static final String EPOLL = "io.netty.channel.epoll.EpollSocketChannel";
  private static final String STATE = "dev.weft.agent.tls.ConnectionState";
  private static final String NATIVE = "dev.weft.bootstrap.nativenet.NativeSocket";

  private Remains() {}

  /** One line; 0 of each where there is no mesh. */
  static String line() {
    String[] histogram = histogram().split("\n", -1);
    return "channels=%d states=%d natives=%d"
        .formatted(count(histogram, EPOLL), count(histogram, STATE), count(histogram, NATIVE));
  }

  private static String histogram() {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A line is {@code NUMBER: INSTANCES BYTES CLASS}, with a module after some. */
  private static long count(String[] histogram, String type) {
    for (String line : histogram) {
      String[] words = line.trim().split("\\s+", -1);
      if (words.length > 3 && words[3].equals(type)) {
        return Long.parseLong(words[1]);
      }
    }
    return 0;
  }
}
