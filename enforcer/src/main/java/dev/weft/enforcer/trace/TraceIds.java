package dev.weft.enforcer.trace;

/** Makes ids of traces and spans. Safe for any thread; never blocks. */
public interface TraceIds {
  /** Eight random bytes; the maker of an id asks again for one that must not be 0. */
  long next();

  /** An id that is not 0. */
  default long nextId() {
    long id = next();
    while (id == 0) {
      id = next();
    }
    return id;
  }
}
