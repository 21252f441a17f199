package dev.weft.proxy.svid;

/** How much an SVID is needed, the most first. */
public enum Priority {
  /** A connection has come and there is none that is good. */
  NOW,
  /** There is none, or the one that there is ends soon. */
  SOON,
  /** It is renewed in good time. */
  BACKGROUND
}
