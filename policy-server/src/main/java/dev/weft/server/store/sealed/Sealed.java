package dev.weft.server.store.sealed;

/**
 * What is kept under one name.
 *
 * @param openPart what everybody may read; nobody can change it unnoticed
 * @param secretPart what only those read who have the secret
 */
public record Sealed(String openPart, String secretPart) {
  /** Without the secret part. */
  @Override
  public String toString() {
    return "Sealed[" + openPart.length() + " characters in the open]";
  }
}
