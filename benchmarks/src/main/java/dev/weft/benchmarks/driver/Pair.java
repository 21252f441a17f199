package dev.weft.benchmarks.driver;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A server and its client, both running. One thread at a time. */
record Pair(Program server, Program client) implements AutoCloseable {
  /**
   * Has the client load the server.
   *
   * @param rate operations per second, 0 for as many as can be
   */
  Window run(Duration time, int rate) throws IOException, InterruptedException {
    long allocatedBefore = allocated();
    CpuClock clientBefore = CpuClock.read(client.pid());
    CpuClock serverBefore = CpuClock.read(server.pid());
    String answer = client.ask(time.toMillis() + " " + rate, time);
    CpuClock clientAfter = CpuClock.read(client.pid());
    CpuClock serverAfter = CpuClock.read(server.pid());
    List<Double> numbers = Arrays.stream(answer.split(" ", -1)).map(Double::valueOf).toList();
    return new Window(
        numbers,
        clientAfter.since(clientBefore),
        serverAfter.since(serverBefore),
        allocated() - allocatedBefore);
  }

  private long allocated() throws IOException, InterruptedException {
    return Long.parseLong(server.ask("allocated", Duration.ZERO));
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
