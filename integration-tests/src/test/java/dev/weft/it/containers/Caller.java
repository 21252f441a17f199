package dev.weft.it.containers;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.weft.it.harness.JvmProcess;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program in a container that reads URLs from its input and tells an answer for each. */
final class Caller implements AutoCloseable {
  private static final String ANSWER = "answer ";

  private final PipedOutputStream urls = new PipedOutputStream();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final ResultCallback.Adapter<Frame> attached;

  /** Attaches to a container that has been started with an open input. */
  Caller(Container container) throws IOException, InterruptedException {
    attached =
        container
            .getDockerClient()
            .attachContainerCmd(container.getContainerId())
            .withStdIn(new PipedInputStream(urls))
            .withStdOut(true)
            .withFollowStream(true)
            .exec(new Lines());
    if (!attached.awaitStarted(JvmProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("cannot attach to " + container);
    }
  }

  /** What {@code url} is answered with: status and body, or that it failed. */
  String ask(String url) throws IOException, InterruptedException {
    begin(url);
    return await();
  }

  /** Asks, and does not wait. */
  void begin(String url) throws IOException {
    urls.write((url + "\n").getBytes(StandardCharsets.US_ASCII));
    urls.flush();
  }

  /** The next answer. */
  String await() throws InterruptedException {
    @Nullable String answer = answers.poll(JvmProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (answer == null) {
      throw new AssertionError("no answer within " + JvmProcess.PATIENCE);
    }
    return answer;
  }

  /** Whether no answer has come that was not taken. */
  boolean waits() {
    return answers.isEmpty();
  }

  @Override
  public void close() throws IOException {
    attached.close();
    urls.close();
  }

  private final class Lines extends ResultCallback.Adapter<Frame> {
    private final StringBuilder begun = new StringBuilder();

    @Override
    public void onNext(Frame frame) {
      if (frame.getStreamType() != StreamType.STDOUT) {
        return;
      }
      begun.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
      for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n")) {
        String line = begun.substring(0, end).strip();
        begun.delete(0, end + 1);
        if (line.startsWith(ANSWER)) {
          answers.add(line.substring(ANSWER.length()));
        }
      }
    }
  }
}
