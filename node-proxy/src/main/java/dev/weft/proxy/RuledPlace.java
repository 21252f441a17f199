package dev.weft.proxy;

import dev.weft.proxy.enrol.WorkloadFolder;
import dev.weft.proxy.netfilter.CaptureRules;
import dev.weft.proxy.netfilter.InPodTable;
import dev.weft.proxy.netfilter.PodTable;
import dev.weft.proxy.netfilter.SystemCommands;
import dev.weft.proxy.settings.CaptureSettings;
import dev.weft.proxy.settings.Netns;
import dev.weft.proxy.settings.PodSpec;
import dev.weft.proxy.settings.ProxySettings;
import dev.weft.proxy.settings.WorkloadSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace that has rules of capture, or is to have them.
 *
 * @param netns its file; null for the one of this program
 * @param whom whom the rules are for, for messages
 * @param table what they are without a proxy; null when they cannot be told before it runs
 */
record RuledPlace(@Nullable Path netns, String whom, CaptureRules rules, @Nullable String table) {
  /**
   * All that {@code settings} lead to.
   *
   * @throws IOException when workloads cannot be read
   */
  static List<RuledPlace> of(ProxySettings settings) throws IOException {
    CaptureSettings capture = settings.capture();
    return switch (capture.mode()) {
      case POD -> pods(settings);
      case NODE -> List.of(node(settings));
      case HOST, OFF ->
          List.of(new RuledPlace(null, "", new CaptureRules(capture, SystemCommands.here()), null));
    };
  }

  private static RuledPlace node(ProxySettings settings) {
    CaptureSettings capture = settings.capture();
    List<InetAddress> addresses = new ArrayList<>();
    for (WorkloadSpec workload : settings.workloads()) {
      if (workload.captured() instanceof PodSpec pod) {
        addresses.addAll(pod.addresses());
      }
    }
    return new RuledPlace(
        null,
        " for " + addresses.size() + " addresses",
        new CaptureRules(capture, SystemCommands.here()),
        PodTable.render(capture, addresses, Set.of()));
  }

  private static List<RuledPlace> pods(ProxySettings settings) throws IOException {
    if (settings.pods() != null) {
      throw new IOException(
          "pods: on, and their namespaces are known to a proxy that runs alone (expected: pods that"
              + " files name)");
    }
    CaptureSettings capture = settings.capture();
    List<WorkloadSpec> workloads = new ArrayList<>(settings.workloads());
    Path folder = settings.workloadFolder();
    if (folder != null) {
      workloads.addAll(WorkloadFolder.read(folder, capture));
    }
    List<RuledPlace> places = new ArrayList<>();
    for (WorkloadSpec workload : workloads) {
      if (workload.captured() instanceof PodSpec pod && pod.netns() instanceof Netns.AtPath named) {
        places.add(
            new RuledPlace(
                named.path(),
                " in " + workload.name(),
                new CaptureRules(capture, SystemCommands.in(named.path())),
                InPodTable.render(capture)));
      }
    }
    return places;
  }

  /** Whether it is there. */
  boolean exists() {
    return netns == null || Files.exists(netns);
  }
}
