package dev.weft.server.settings;

/** A secret that a person set. It shows in no text by accident. */
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "Secret[***]";
  }
}
