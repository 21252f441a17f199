package dev.weft.server.resources.select;

import java.util.regex.Pattern;

/** The form of labels (Kubernetes, "Labels and Selectors", "Syntax and character set"). */
final class LabelSyntax {
  private static final int MAX_PREFIX = 253;
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,63}$)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private LabelSyntax() {}

  static boolean isKey(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return NAME.matcher(text).matches();
    }
    String prefix = text.substring(0, slash);
    return prefix.length() <= MAX_PREFIX
        && SUBDOMAIN.matcher(prefix).matches()
        && NAME.matcher(text.substring(slash + 1)).matches();
  }

  static boolean isValue(String text) {
    return text.isEmpty() || NAME.matcher(text).matches();
  }
}
