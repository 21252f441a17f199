package dev.weft.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The JVM that is attached to. The agent leaves its answer in that JVM's agent properties, behind a
 * number that the request has brought.
 */
final class TargetJvm {
  private static final String PROPERTY = "dev.weft.attach";
  private static final String DONE = "done ";
  private static final String REFUSED = "refused ";
  private static final int OLDEST = 17;

  /** As many characters of an argument as a JVM takes. */
  private static final int MOST = 1024;

  private TargetJvm() {}

  /**
   * Has the JVM load the agent, which does what it is asked to.
   *
   * @param settings to run with; or {@code detach} and how
   * @return what the agent says
   * @throws AttachException when that is not done
   */
  static String ask(String pid, Path jar, String settings) throws AttachException {
    String number = Long.toHexString(new SecureRandom().nextLong());
    String argument = "@" + number + " " + settings;
    requireFitting(jar, argument);
    VirtualMachine jvm;
    try {
      jvm = VirtualMachine.attach(pid);
    } catch (AttachNotSupportedException | IOException e) {
      throw refused(
          pid,
          "cannot be attached to, " + e.getMessage(),
          "a running JVM of the same user, started without -XX:+DisableAttachMechanism");
    }
    try {
      return load(jvm, pid, jar, number, argument);
    } catch (IOException e) {
      throw refused(pid, "did not answer, " + e.getMessage(), "a running JVM");
    } finally {
      detach(jvm);
    }
  }

  private static void requireFitting(Path jar, String argument) throws AttachException {
    int length = jar.toString().length() + 1 + argument.length();
    if (length > MOST) {
      throw new AttachException(
          AttachCommand.MALFORMED,
          "settings: "
              + length
              + " characters with the jar's path (expected: at most "
              + MOST
              + "; settings may be system properties or variables of the program too)");
    }
    if (jar.toString().contains("=")) {
      throw new AttachException(
          AttachCommand.REFUSED, "jar: " + jar + " (expected: a path without '=')");
    }
  }

  private static String load(
      VirtualMachine jvm, String pid, Path jar, String number, String argument)
      throws IOException, AttachException {
    String version = jvm.getSystemProperties().getProperty("java.specification.version", "0");
    // Up to Java 8 it was 1.8.
    if (version.contains(".") || Integer.parseInt(version) < OLDEST) {
      throw refused(pid, "runs Java " + version, OLDEST + " to 25");
    }
    try {
      jvm.loadAgent(jar.toString(), argument);
    } catch (AgentLoadException e) {
      throw refused(
          pid,
          "does not load the agent, " + e.getMessage(),
          "a JVM that can read " + jar + ", started without -XX:-EnableDynamicAgentLoading");
    } catch (AgentInitializationException e) {
      throw refused(
          pid, "the agent has failed, see the program's standard error", "the jar as it was built");
    }
    String answer = jvm.getAgentProperties().getProperty(PROPERTY, "");
    String text = answer.startsWith(number + " ") ? answer.substring(number.length() + 1) : "";
    if (text.startsWith(DONE)) {
      return "pid " + pid + ": " + text.substring(DONE.length());
    }
    if (text.startsWith(REFUSED)) {
      throw new AttachException(AttachCommand.REFUSED, text.substring(REFUSED.length()));
    }
    throw refused(pid, "the agent has not answered", "an agent of this build");
  }

  private static void detach(VirtualMachine jvm) {
    try {
      jvm.detach();
    } catch (IOException e) {
      // The other JVM has ended; the answer stands.
      return;
    }
  }

  private static AttachException refused(String pid, String what, String expected) {
    return new AttachException(
        AttachCommand.REFUSED, "pid: " + pid + " " + what + " (expected: " + expected + ")");
  }
}
