package dev.weft.benchmarks.proxies;

import dev.weft.benchmarks.driver.CpuClock;
import dev.weft.benchmarks.driver.Program;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client and a server with what is between them, all running. One thread at a time.
 *
 * @param proxies what is between them; null for nothing
 */
record Lane(Program client, Program server, @Nullable ProxyPair proxies) implements AutoCloseable {
  /**
   * What one command to the client gave.
   *
   * @param answer the client's numbers
   * @param proxyNanos the CPU time of both proxies
   * @param wholeNanos the CPU time of client, proxies and server
   */
  record Window(List<Double> answer, long proxyNanos, long wholeNanos) {}

  /** Has the client obey {@code command}, which takes about {@code time}. */
  Window run(String command, Duration time) throws IOException, InterruptedException {
    List<CpuClock> before = clocks();
    String answer = client.ask(command, time);
    List<CpuClock> after = clocks();
    long whole = 0;
    long proxied = 0;
    for (int i = 0; i < after.size(); i++) {
      long used = after.get(i).since(before.get(i));
      whole += used;
      proxied += i < 2 ? 0 : used;
    }
    List<Double> numbers = Arrays.stream(answer.split(" ", -1)).map(Double::valueOf).toList();
    return new Window(numbers, proxied, whole);
  }

  private List<CpuClock> clocks() throws IOException {
    List<CpuClock> clocks = new ArrayList<>();
    for (long pid : pids()) {
      clocks.add(CpuClock.read(pid));
    }
    return clocks;
  }

  /** Client and server, and then the proxies. */
  private List<Long> pids() {
    List<Long> pids = new ArrayList<>(List.of(client.pid(), server.pid()));
    if (proxies != null) {
      proxies.processes().forEach(process -> pids.add(process.pid()));
    }
    return pids;
  }

  /** The CPU time that compilers have used in all of its JVMs, in nanoseconds. */
  long compilerNanos() throws IOException {
    return CompilerClock.nanos(pids());
  }

  @Override
  public void close() {
    client.close();
    if (proxies != null) {
      proxies.close();
    }
    server.close();
  }
}
