package dev.weft.agent.jdk;

/**
 * JDK 17 can be told to use its sockets of before JEP 353, in native code that no hook is in. It is
 * told not to, before it makes its first socket; from JDK 18 on there are none.
 */
public final class FormerSockets {
  /** Read once, by {@code SocketImpl}; what is set here outweighs the JDK's own file. */
  private static final String SETTING = "jdk.net.usePlainSocketImpl";

  private static final int LAST_WITH_THEM = 17;

  private FormerSockets() {}

  /**
   * Has the JDK leave them.
   *
   * @return whether the program was to have them
   */
  public static boolean leave() {
    if (Runtime.version().feature() > LAST_WITH_THEM) {
      return false;
    }
    String before = System.setProperty(SETTING, "false");
    return before != null && !before.equalsIgnoreCase("false");
  }
}
