package dev.weft.proxy;

import java.io.IOException;
import java.io.PrintStream;

/** What people do with the rules of capture by hand: {@code capture install|status|remove}. */
enum CaptureCommand {
  /** Puts rules in place for the pods that are named, which are closed until the proxy runs. */
  INSTALL {
    @Override
    int run(RuledPlace place, PrintStream out) throws IOException {
      String table = place.table();
      if (table == null) {
        throw new IOException(
            "capture: not of pods (expected: capture=node or capture=pod, to install before)");
      }
      place.rules().install(table);
      out.println("capture: installed" + place.whom());
      return 0;
    }
  },
  /** Says whether they are in place: 0 if so, else 3. */
  STATUS {
    @Override
    int run(RuledPlace place, PrintStream out) throws IOException {
      String where = place.netns() == null ? "" : place.whom();
      if (!place.exists() || !place.rules().isThere()) {
        out.println("capture: not installed, or not wholly" + where);
        return 3;
      }
      out.println("capture: installed" + where);
      out.print(place.rules().describe());
      return 0;
    }
  },
  /** Takes them away. */
  REMOVE {
    @Override
    int run(RuledPlace place, PrintStream out) throws IOException {
      if (place.exists()) {
        place.rules().remove();
      }
      out.println("capture: removed" + (place.netns() == null ? "" : place.whom()));
      return 0;
    }
  };

  /**
   * Does it.
   *
   * @return the exit code
   * @throws IOException when it cannot be done
   */
  abstract int run(RuledPlace place, PrintStream out) throws IOException;

  /**
   * The command of that name.
   *
   * @throws IllegalArgumentException when there is none; fit for people
   */
  static CaptureCommand of(String name) {
    return switch (name) {
      case "install" -> INSTALL;
      case "status" -> STATUS;
      case "remove" -> REMOVE;
      default ->
          throw new IllegalArgumentException(
              "capture: " + name + " (expected: install, status or remove)");
    };
  }
}
