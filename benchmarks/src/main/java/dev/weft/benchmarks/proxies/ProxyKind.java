package dev.weft.benchmarks.proxies;

import java.io.IOException;
import java.nio.file.Path;

/** A kind of proxy, whose pairs can be started. */
interface ProxyKind {
  /**
   * What is missing on this machine for it; empty when nothing is.
   *
   * @throws IOException when that cannot be found out
   */
  String missing(Layer layer) throws IOException, InterruptedException;

  /** Its program and version, for people. */
  String version() throws IOException, InterruptedException;

  /**
   * Starts a pair before the server on {@code server}.
   *
   * @param folder empty, the pair's own
   */
  ProxyPair start(Layer layer, int server, Path folder) throws IOException, InterruptedException;
}
