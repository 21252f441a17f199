package dev.weft.bootstrap.http;

/** Woven into a library's object for an answer, where it says its status to nobody else. */
public interface Answering {
  /** The answer's HTTP status. */
  int weftStatus();
}
