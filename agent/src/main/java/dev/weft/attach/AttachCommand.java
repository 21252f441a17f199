package dev.weft.attach;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * {@code java -jar weft-agent.jar attach <pid> [settings]}: has a running JVM load the agent, and
 * tells how that went; {@code detach} has it taken out again. Ends with 0 when that is done, 1 when
 * it is not, 2 when the command is malformed.
 */
public final class AttachCommand {
  /** The JVM cannot be attached to, or the agent has refused. */
  static final int REFUSED = 1;

  /** The command cannot be understood. */
  static final int MALFORMED = 2;

  private static final String USAGE =
      "usage: java -jar weft-agent.jar attach <pid> [name=value,name=value]\n"
          + "       java -jar weft-agent.jar detach <pid> [drain=30s,force=true]\n"
          + "Settings are those of the agent flag. Other users of the machine may see a command's"
          + " arguments: use join.file for the join token.";

  private static final String ATTACH = "attach";
  private static final String DETACH = "detach";

  private AttachCommand() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    try {
      System.out.println(run(arguments));
    } catch (AttachException e) {
      System.err.println(e.getMessage());
      System.exit(e.exitCode());
    } catch (NoClassDefFoundError e) {
      System.err.println(
          "jdk.attach: not in this Java runtime (expected: a JDK, or a runtime with that module)");
      System.exit(REFUSED);
    }
  }

  private static String run(String[] arguments) throws AttachException {
    if (arguments.length < 2
        || arguments.length > 3
        || !(arguments[0].equals(ATTACH) || arguments[0].equals(DETACH))) {
      throw new AttachException(MALFORMED, USAGE);
    }
    String pid = arguments[1];
    if (!pid.matches("[1-9][0-9]{0,9}")) {
      throw new AttachException(
          MALFORMED, "pid: " + pid + " (expected: the number of a process, as jcmd lists them)");
    }
    String settings = arguments.length == 3 ? arguments[2] : "";
    // In place of settings: the agent that runs there knows the word.
    String asked = arguments[0].equals(DETACH) ? (DETACH + " " + settings).strip() : settings;
    return TargetJvm.ask(pid, ownJar(), asked);
  }

  private static Path ownJar() throws AttachException {
    CodeSource source = AttachCommand.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI()).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new AttachException(
          REFUSED, "jar: " + source.getLocation() + " (expected: a file's name)");
    }
  }
}
