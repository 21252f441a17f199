package dev.weft.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the part of the demo in pods, where {@code pods.sh} has made them: {@code PodsMain ROOT
 * FOLDER MEMBER...}, each of them lines: the {@link Member}, and the words of its command.
 */
public final class PodsMain {
  private PodsMain() {}

  /** Tells the story and exits with 0 when every step came out right, else with 1. */
  public static void main(String[] args) {
    Map<Member, List<String>> commands = new EnumMap<>(Member.class);
    for (int i = 2; i < args.length; i++) {
      List<String> words = args[i].lines().toList();
      commands.put(Member.valueOf(words.get(0)), words.subList(1, words.size()));
    }
    endWithTheDemo();
    Console console = new Console(System.out, false);
    Mesh mesh = new Mesh(Path.of(args[0]), Path.of(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(mesh::close, "clean-up"));
    try {
      new PodsStory(mesh, console, new Pods(mesh, commands)).tell();
    } catch (StepFailedException | IOException e) {
      console.failed(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    mesh.close();
    System.exit(console.allPassed() ? 0 : 1);
  }

  /**
   * The demo holds the other end of the standard input, which ends with it, even if it is killed.
   */
  private static void endWithTheDemo() {
    InputStream in = System.in;
    Thread thread =
        new Thread(
            () -> {
              try {
                in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // As good as its end.
                Runtime.getRuntime().halt(1);
              }
              // The first process of its PID namespace: the kernel ends all others with it.
              Runtime.getRuntime().halt(1);
            },
            "end-with-the-demo");
    thread.setDaemon(true);
    thread.start();
  }
}
