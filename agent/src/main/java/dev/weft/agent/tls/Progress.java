package dev.weft.agent.tls;

/** How far the opening of a connection has come. */
sealed interface Progress {
  /**
   * It waits.
   *
   * @param event the poll event it waits for
   */
  record Wants(int event) implements Progress {}

  /** The next step is the application's; nothing needs to arrive for it. */
  record Held() implements Progress {}

  /** Mutual TLS stands. */
  record Opened(TlsReader reader, TlsWriter writer) implements Progress {}

  /**
   * The application's own bytes, to be left alone.
   *
   * @param received what was read of them already
   */
  record Plain(CipherInput received) implements Progress {}
}
