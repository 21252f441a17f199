package dev.weft.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lines that a process writes to one of its streams, read by a thread of their own. */
final class Output {
  /** Lines kept; what a process writes beyond is read and dropped. */
  static final int MAX_LINES = 20_000;

  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  private Output() {}

  /** Starts to read {@code stream} to its end. */
  static Output of(InputStream stream, String threadName) {
    Output output = new Output();
    Thread thread = new Thread(() -> output.read(stream), threadName);
    thread.setDaemon(true);
    thread.start();
    return output;
  }

  private void read(InputStream stream) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      // The process was ended while it was writing: what it wrote until then is here.
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    if (lines.size() < MAX_LINES) {
      lines.add(line);
      notifyAll();
    }
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Everything so far. */
  synchronized String text() {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /**
   * The first line in which {@code pattern} is found, waiting for it no longer than {@code limit}.
   */
  synchronized Optional<Matcher> await(Pattern pattern, Duration limit) {
    Search search = new Search(pattern);
    await(search, limit);
    return Optional.ofNullable(search.found);
  }

  /** Waits for the end of the stream; tells whether it came within {@code limit}. */
  synchronized boolean awaitEnd(Duration limit) {
    await(() -> ended, limit);
    return ended;
  }

  private synchronized void await(BooleanSupplier done, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!done.getAsBoolean()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0 || ended) {
        return;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Looks at every line once. */
  private final class Search implements BooleanSupplier {
    private final Pattern pattern;
    private int next;
    private @Nullable Matcher found;

    Search(Pattern pattern) {
      this.pattern = pattern;
    }

    @Override
    public boolean getAsBoolean() {
      for (; next < lines.size() && found == null; next++) {
        Matcher matcher = pattern.matcher(lines.get(next));
        if (matcher.find()) {
          found = matcher;
        }
      }
      return found != null;
    }
  }
}
