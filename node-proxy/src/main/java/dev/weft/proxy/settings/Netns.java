package dev.weft.proxy.settings;

import java.nio.file.Path;

/** Where the network namespace of a pod is found. */
public sealed interface Netns {
  /**
   * At a path.
   *
   * @param path of its file
   */
  record AtPath(Path path) implements Netns {}

  /**
   * Where the pod's processes are.
   *
   * @param uid the pod's, as the cluster's API has it
   */
  record OfPod(String uid) implements Netns {}
}
