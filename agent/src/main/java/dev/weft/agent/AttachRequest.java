package dev.weft.agent;

import dev.weft.agent.boot.AgentProperties;
import java.lang.instrument.Instrumentation;

/**
 * The argument of an attach: settings as in the flag, behind {@code @<number> } when the command
 * {@code attach} has sent them; or what {@link DetachRequest} reads in their place. It reads the
 * outcome from the JVM's agent properties, where the number tells its answer from others.
 *
 * @param number the command's, empty for none
 * @param settings as in the flag; may hold a join token, and is not to be logged
 */
record AttachRequest(String number, String settings) {
  /** The agent runs. */
  static final String DONE = "done";

  /** It does not, and the program is as it was. */
  static final String REFUSED = "refused";

  private static final String PROPERTY = "dev.weft.attach";

  /** Never fails: what is no number of the command's is a malformed setting. */
  static AttachRequest parse(String argument) {
    int end = argument.indexOf(' ');
    return argument.startsWith("@") && end > 0
        ? new AttachRequest(argument.substring(1, end), argument.substring(end + 1))
        : new AttachRequest("", argument);
  }

  /** Whether anybody reads an answer. */
  boolean isAnswered() {
    return !number.isEmpty();
  }

  /** Tells the command, if it was one. */
  void answer(Instrumentation instrumentation, String outcome, String text) {
    if (isAnswered()) {
      AgentProperties.set(instrumentation, PROPERTY, number + " " + outcome + " " + text);
    }
  }

  @Override
  public String toString() {
    return "AttachRequest " + number;
  }
}
