package dev.weft.core.control;

/**
 * A policy that this process cannot enforce, for which its last good config stays in force.
 *
 * @param policy kind, namespace and name, for example {@code AuthorizationPolicy shop/orders}
 * @param why the reason, for a person
 */
public record RefusedPolicy(String policy, String why) {
  /** The most that are reported at a time. */
  public static final int MAX_REPORTED = 100;

  /** Longest text of either kind, in characters; what is longer is cut. */
  public static final int MAX_TEXT = 500;

  public RefusedPolicy {
    policy = cut(policy);
    why = cut(why);
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
