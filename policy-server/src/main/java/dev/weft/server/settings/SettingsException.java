package dev.weft.server.settings;

/** A setting is unknown or malformed; the message says which, and what would be right. */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }
}
