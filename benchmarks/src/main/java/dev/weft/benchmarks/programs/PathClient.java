package dev.weft.benchmarks.programs;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A client on blocking sockets that loads a {@link SizedServer}, directly or through proxies. Its
 * commands, one a line:
 *
 * <ul>
 *   <li>{@code requests MILLIS RATE}: as {@link WebClient}, and answered so.
 *   <li>{@code bulk MILLIS}: large answers over one connection; answered by {@code BYTES NANOS}.
 *   <li>{@code connections MILLIS}: a new connection for each request; answered by {@code COUNT
 *       NANOS}.
 *   <li>{@code idle MILLIS COUNT}: has that many connections open that have been used once, or as
 *       many as can be opened in that time; answered by how many there are.
 * </ul>
 */
public final class PathClient {
  private PathClient() {}

  /** Arguments: the port. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    Transport transport = new Transport.Plain();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (ManyConnections many = new ManyConnections(transport, port, threads)) {
      WebClient web = WebClient.open(transport, port, threads);
      Commands.answer(line -> obey(line.split(" ", -1), transport, port, web, many));
    } finally {
      threads.shutdownNow();
    }
  }

  private static String obey(
      String[] command, Transport transport, int port, WebClient web, ManyConnections many)
      throws IOException, InterruptedException {
    int number = Integer.parseInt(command[1]);
    return switch (command[0]) {
      case "requests" -> web.run(Duration.ofMillis(number), Integer.parseInt(command[2]));
      case "bulk" -> BulkDownload.run(transport, port, Duration.ofMillis(number));
      case "connections" -> many.oneEach(Duration.ofMillis(number));
      case "idle" -> many.idle(Duration.ofMillis(number), Integer.parseInt(command[2]));
      default -> throw new IllegalArgumentException("command: " + command[0]);
    };
  }
}
