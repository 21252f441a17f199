package dev.weft.benchmarks.feed;

import dev.weft.benchmarks.driver.CpuClock;
import dev.weft.benchmarks.driver.Jdk;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged policy server, in a process of its own. */
final class Server implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern LISTENING = Pattern.compile("(?m)^listening on (\\S+)$");
  private static final Pattern USED = Pattern.compile("(?m)heap\\s.*used (\\d+)K");

  private final Jdk jdk;
  private final Process process;
  private final URI address;
  private final Duration startUp;

  private Server(Jdk jdk, Process process, URI address, Duration startUp) {
    this.jdk = jdk;
    this.process = process;
    this.address = address;
    this.startUp = startUp;
  }

  /** Starts {@code jar} with its data in {@code folder}. */
  static Server start(Jdk jdk, Path jar, Path folder, int heapMegabytes)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "server", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                jdk.tool("java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-Dweft.listen=127.0.0.1:0",
                "-Dweft.data.dir=" + folder.resolve("data"),
                // The benchmark sends no heartbeats for tens of thousands of workloads.
                "-Dweft.lease.ttl=1h",
                // One person writes everything, as fast as the server takes it.
                "-Dweft.rate.limit=0",
                "-jar",
                jar.toString()));
    builder.environment().keySet().removeIf(key -> key.startsWith("WEFT_"));
    builder.redirectOutput(out.toFile()).redirectErrorStream(true);
    long begin = System.nanoTime();
    Process process = builder.start();
    while (System.nanoTime() - begin < PATIENCE.toNanos() && process.isAlive()) {
      Matcher line = LISTENING.matcher(Files.readString(out, StandardCharsets.UTF_8));
      if (line.find()) {
        return new Server(
            jdk, process, URI.create(line.group(1)), Duration.ofNanos(System.nanoTime() - begin));
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    process.destroyForcibly();
    throw new IOException("the policy server does not start: " + Files.readString(out));
  }

  URI address() {
    return address;
  }

  /** From the start of the process to the line that says that it listens. */
  Duration startUp() {
    return startUp;
  }

  CpuClock cpu() throws IOException {
    return CpuClock.read(process.pid());
  }

  /** Resident memory, in kilobytes. */
  long residentKilobytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", process.pid() + "", "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("VmRSS: missing");
  }

  /** What the heap holds after a full collection, in kilobytes. */
  long heapKilobytes() throws IOException, InterruptedException {
    jcmd("GC.run");
    Matcher used = USED.matcher(jcmd("GC.heap_info"));
    if (!used.find()) {
      throw new IOException("GC.heap_info: no figure in it");
    }
    return Long.parseLong(used.group(1));
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Process tool =
        new ProcessBuilder(jdk.tool("jcmd").toString(), process.pid() + "", command)
            .redirectErrorStream(true)
            .start();
    String text = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (tool.waitFor() != 0) {
      throw new IOException("jcmd " + command + ": " + text);
    }
    return text;
  }

  /** Ends the server in good order. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
