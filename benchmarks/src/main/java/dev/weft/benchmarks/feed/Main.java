package dev.weft.benchmarks.feed;

import dev.weft.benchmarks.driver.CpuClock;
import dev.weft.benchmarks.driver.Jdk;
import dev.weft.benchmarks.driver.Machine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Measures the policy server with a large store and many subscribers, and prints the figures as
 * lines of Markdown; progress goes to stderr. Run it by {@code benchmarks/policy-server}; its
 * arguments are {@link Size}. Linux only. Loopback only, and it ends by itself.
 */
public final class Main {
  private static final int WRONG_ARGUMENT = 2;
  private static final int IN_FLIGHT = 16;
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final String ROOT = "istio-system";
  private static final double AIM_MILLIS = 1000;

  /** From one single change to the next: longer than the server holds changes of a burst back. */
  private static final long PAUSE_MILLIS = 700;

  private final Size size;
  private final Path jar;
  private final Path folder;
  private final Jdk jdk;

  private Main(Size size, Path jar, Path folder, Jdk jdk) {
    this.size = size;
    this.jar = jar;
    this.folder = folder;
    this.jdk = jdk;
  }

  /** The property {@code weft.policy-server.jar} names the jar. */
  public static void main(String[] args)
      throws IOException, InterruptedException, GeneralSecurityException {
    Size size;
    try {
      size = Size.parse(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(WRONG_ARGUMENT);
      return;
    }
    Path folder = Files.createTempDirectory("weft-feed");
    try {
      new Main(
              size,
              Path.of(System.getProperty("weft.policy-server.jar")),
              folder,
              Jdk.find(Runtime.version().feature()))
          .run();
    } finally {
      delete(folder);
    }
    // The JDK's client keeps threads for a while.
    System.exit(0);
  }

  private void run() throws IOException, InterruptedException, GeneralSecurityException {
    System.out.println("Machine: " + Machine.describe() + ", JDK " + jdk.version());
    print("load average before", Machine.load());
    print("size", size.toString());
    try (Server server = start()) {
      print("start-up, empty store", started(server));
      fill(server);
    }
    try (Server server = start()) {
      print("start-up, full store", started(server));
      People people = People.of(server.address(), folder.resolve("data"));
      if (!people.isReady()) {
        throw new IOException("the server listens and is not ready");
      }
      lists(people);
      print("policy PUT, no subscribers", writes(people, "quiet").describe());
      subscribed(server, people);
    }
    print("load average after", Machine.load());
  }

  /** From the start of the process to the line that says that it listens. */
  private static String started(Server server) throws IOException {
    long cpu = server.cpu().nanosByThread().values().stream().mapToLong(Long::longValue).sum();
    return seconds(server.startUp()) + ", CPU " + seconds(Duration.ofNanos(cpu));
  }

  private Server start() throws IOException, InterruptedException {
    return Server.start(jdk, jar, folder, size.heapMegabytes());
  }

  private String namespace(int index) {
    return "load-" + index % size.namespaces();
  }

  private void fill(Server server)
      throws IOException, InterruptedException, GeneralSecurityException {
    People people = People.of(server.address(), folder.resolve("data"));
    long begin = System.nanoTime();
    inFlight(
        size.policies(),
        i ->
            people.send(
                "POST",
                People.policies(namespace(i)),
                People.policy(namespace(i), "p" + i / size.namespaces(), "first")));
    rate("policies created over REST", size.policies(), begin);
    List<Holder> holders = new ArrayList<>();
    for (int i = 0; i < size.namespaces(); i++) {
      holders.add(new Holder(server.address(), Identity.join(people, namespace(i))));
    }
    begin = System.nanoTime();
    inFlight(size.leases(), i -> holders.get(i % size.namespaces()).take(1000 + i));
    rate("leases taken", size.leases(), begin);
  }

  private void lists(People people) throws IOException, InterruptedException {
    String all = "/apis/security.istio.io/v1/authorizationpolicies";
    list(people, "policies of one namespace", People.policies(namespace(0)));
    list(people, "all policies", all);
    list(people, "all policies, limit=500", all + "?limit=500");
    list(people, "all workloads, limit=500", "/apis/weft.dev/v1/workloads?limit=500");
    list(people, "all workloads", "/apis/weft.dev/v1/workloads");
  }

  private static void list(People people, String what, String path)
      throws IOException, InterruptedException {
    Times times = new Times();
    long length = 0;
    for (int i = 0; i < 10 && length >= 0; i++) {
      long begin = System.nanoTime();
      length = people.length(path);
      times.add(System.nanoTime() - begin);
    }
    print("list " + what, length < 0 ? "refused" : times.describe() + ", " + length / 1024 + " KB");
  }

  private Times writes(People people, String mark) {
    Times times = new Times();
    for (int i = 0; i < size.writes(); i++) {
      String body = People.policy(namespace(i), "p1", mark + "-" + i);
      long begin = System.nanoTime();
      people.send("PUT", People.policies(namespace(i)) + "/p1", body).join();
      times.add(System.nanoTime() - begin);
    }
    return times;
  }

  private void subscribed(Server server, People people)
      throws IOException, InterruptedException, GeneralSecurityException {
    List<Identity> identities = new ArrayList<>();
    for (int i = 0; i < size.namespaces(); i++) {
      identities.add(Identity.join(people, namespace(i)));
    }
    long heapBefore = server.heapKilobytes();
    long residentBefore = server.residentKilobytes();
    print("heap without subscribers", heapBefore / 1024 + " MB");
    print("resident without subscribers", residentBefore / 1024 + " MB");
    people.send("POST", People.policies(ROOT), People.policy(ROOT, "all", "first")).join();
    try (Subscribers subscribers = new Subscribers()) {
      long begin = System.nanoTime();
      CpuClock cpu = server.cpu();
      subscribers.start(server.address(), identities, size.subscribers());
      print(
          "subscribers with their first config",
          String.format(
              Locale.ROOT,
              "%d in %s, %d MB sent, server CPU %s",
              size.subscribers(),
              seconds(Duration.ofNanos(System.nanoTime() - begin)),
              subscribers.bytes() >> 20,
              seconds(Duration.ofNanos(server.cpu().since(cpu)))));
      TimeUnit.SECONDS.sleep(3);
      memory(server, heapBefore, residentBefore);
      follow(server, people, subscribers, namespace(0), "p1", ofNamespace());
      follow(server, people, subscribers, ROOT, "all", size.subscribers());
      print("policy PUT, with subscribers", writes(people, "busy").describe());
      burst(server, identities, subscribers);
      subscribers.requireGood();
    }
  }

  private int ofNamespace() {
    return (size.subscribers() + size.namespaces() - 1) / size.namespaces();
  }

  private void memory(Server server, long heapBefore, long residentBefore)
      throws IOException, InterruptedException {
    long heap = server.heapKilobytes() - heapBefore;
    long resident = server.residentKilobytes() - residentBefore;
    print(
        "memory per subscriber",
        String.format(
            Locale.ROOT,
            "heap %.1f KB, resident %.1f KB",
            heap / (double) size.subscribers(),
            resident / (double) size.subscribers()));
    print("resident with subscribers", server.residentKilobytes() / 1024 + " MB");
  }

  /** Changes one policy again and again, and follows each change to the last subscriber. */
  private void follow(
      Server server,
      People people,
      Subscribers subscribers,
      String namespace,
      String name,
      int concerned)
      throws IOException, InterruptedException {
    Times each = new Times();
    Times last = new Times();
    CpuClock cpu = server.cpu();
    for (int i = 0; i < size.changes(); i++) {
      Awaited change = new Awaited("change-" + namespace + "-" + i + "-end", concerned);
      subscribers.expect(change);
      people
          .send(
              "PUT",
              People.policies(namespace) + "/" + name,
              People.policy(namespace, name, change.mark()))
          .join();
      long answered = System.nanoTime();
      if (!change.await(LONGEST)) {
        throw new IOException(change.mark() + ": not everywhere after " + LONGEST);
      }
      last.add(change.addTo(each, answered));
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    subscribers.requireGood();
    String what = "change of " + namespace + " for " + concerned;
    print(what + ", each subscriber", each.describe());
    print(what + ", last subscriber", last.describe());
    print(what + ", aim p99 below 1 s", last.millis(0.99) < AIM_MILLIS ? "met" : "missed");
    print(
        what + ", server CPU per change",
        String.format(Locale.ROOT, "%.1f ms", server.cpu().since(cpu) / 1e6 / size.changes()));
  }

  /** Many workloads start at once. */
  private void burst(Server server, List<Identity> identities, Subscribers subscribers)
      throws IOException, InterruptedException, GeneralSecurityException {
    int count = 1000;
    List<Holder> holders = new ArrayList<>();
    for (Identity identity : identities) {
      holders.add(new Holder(server.address(), identity));
    }
    long answers = subscribers.answers();
    CpuClock cpu = server.cpu();
    int lastPort = 1000 + size.leases() + count;
    Awaited end = new Awaited("\"port\":" + lastPort + ",", size.subscribers());
    subscribers.expect(end);
    long begin = System.nanoTime();
    inFlight(count, i -> holders.get(i % holders.size()).take(1000 + size.leases() + i));
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    holders.get(0).take(lastPort).join();
    long answered = System.nanoTime();
    if (!end.await(LONGEST)) {
      throw new IOException("the last lease is not everywhere after " + LONGEST);
    }
    print(
        "burst of " + count + " leases",
        String.format(
            Locale.ROOT,
            "taken in %s, the last one with all %.0f ms later, %.1f answers to each subscriber,"
                + " server CPU %s",
            seconds(taken),
            end.addTo(new Times(), answered) / 1e6,
            (subscribers.answers() - answers) / (double) size.subscribers(),
            seconds(Duration.ofNanos(server.cpu().since(cpu)))));
  }

  private static void inFlight(int count, IntFunction<CompletableFuture<?>> task)
      throws InterruptedException {
    Semaphore free = new Semaphore(IN_FLIGHT);
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      free.acquire();
      all.add(task.apply(i).whenComplete((done, failure) -> free.release()));
    }
    all.forEach(CompletableFuture::join);
  }

  private static void rate(String what, int count, long begin) {
    double seconds = (System.nanoTime() - begin) / 1e9;
    print(
        what, String.format(Locale.ROOT, "%d in %.1f s, %.0f/s", count, seconds, count / seconds));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
  }

  private static void print(String what, String value) {
    System.out.println("| " + what + " | " + value + " |");
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
        for (Path child : children) {
          delete(child);
        }
      }
    }
    Files.deleteIfExists(path);
  }
}
