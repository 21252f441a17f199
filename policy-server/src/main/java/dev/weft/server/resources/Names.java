package dev.weft.server.resources;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** The names that Kubernetes allows (RFC 1123). */
public final class Names {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  /** Without vowels and look-alikes, so that no words come about. */
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final int GENERATED = 8;
  private static final int LONGEST_STEM = 253 - GENERATED;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Names() {}

  /** A name that starts with {@code stem}, as the Kubernetes API makes it of a generateName. */
  public static String generate(String stem) {
    StringBuilder name =
        new StringBuilder(stem.substring(0, Math.min(stem.length(), LONGEST_STEM)));
    for (int i = 0; i < GENERATED; i++) {
      name.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return name.toString();
  }

  /** Whether {@code text} may name a namespace or a service account. */
  public static boolean isLabel(String text) {
    return text.length() <= 63 && LABEL.matcher(text).matches();
  }

  /** Whether {@code text} may name a resource. */
  public static boolean isSubdomain(String text) {
    return text.length() <= 253 && SUBDOMAIN.matcher(text).matches();
  }
}
