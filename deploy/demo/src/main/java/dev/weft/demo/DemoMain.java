package dev.weft.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs the demo: {@code DemoMain ROOT [--check | --keep]}, where ROOT is the project's folder. */
public final class DemoMain {
  private DemoMain() {}

  /** Tells the story and exits with 0 when every step came out right, else with 1. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> options = Arrays.asList(args).subList(1, args.length);
    boolean required = "required".equals(System.getenv("WEFT_TEST_PROGRAMS"));
    boolean check = options.contains("--check");
    // The script knows whether anyone looks at a terminal, and whether they want colours.
    Console console = new Console(System.out, Boolean.getBoolean("demo.colour"));
    Mesh mesh = new Mesh(Path.of(args[0]));
    // Covers Ctrl-C as well.
    Runtime.getRuntime().addShutdownHook(new Thread(mesh::close, "clean-up"));
    try {
      Places places = new Story(mesh, console, new LeftOut(console, required)).tell();
      if (options.contains("--keep")) {
        console.line(places.whatToTry());
        new CountDownLatch(1).await();
      }
    } catch (StepFailedException | IOException e) {
      console.failed(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    if (check || !console.allPassed()) {
      console.summary();
    }
    mesh.close();
    System.exit(console.allPassed() ? 0 : 1);
  }
}
