package dev.weft.proxy;

import dev.weft.proxy.netfilter.CaptureRules;
import dev.weft.proxy.netfilter.PodTable;
import dev.weft.proxy.settings.CaptureMode;
import dev.weft.proxy.settings.PodSpec;
import dev.weft.proxy.settings.ProxySettings;
import dev.weft.proxy.settings.WorkloadSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What people do with the rules of capture by hand: {@code capture install|status|remove}. */
enum CaptureCommand {
  /** Puts rules in place for the pods of the file, which are closed until the proxy runs. */
  INSTALL {
    @Override
    int run(CaptureRules rules, ProxySettings settings, PrintStream out) throws IOException {
      if (settings.capture().mode() != CaptureMode.NODE) {
        throw new IOException("capture: not of pods (expected: capture=node, to install before)");
      }
      List<InetAddress> pods = new ArrayList<>();
      for (WorkloadSpec workload : settings.workloads()) {
        if (workload.captured() instanceof PodSpec pod) {
          pods.addAll(pod.addresses());
        }
      }
      rules.install(PodTable.render(settings.capture(), pods, Set.of()));
      out.println("capture: installed for " + pods.size() + " addresses");
      return 0;
    }
  },
  /** Says whether they are in place: 0 if so, else 3. */
  STATUS {
    @Override
    int run(CaptureRules rules, ProxySettings settings, PrintStream out) throws IOException {
      if (!rules.isThere()) {
        out.println("capture: not installed, or not wholly");
        return 3;
      }
      out.println("capture: installed");
      out.print(rules.describe());
      return 0;
    }
  },
  /** Takes them away. */
  REMOVE {
    @Override
    int run(CaptureRules rules, ProxySettings settings, PrintStream out) throws IOException {
      rules.remove();
      out.println("capture: removed");
      return 0;
    }
  };

  /**
   * Does it.
   *
   * @return the exit code
   * @throws IOException when it cannot be done
   */
  abstract int run(CaptureRules rules, ProxySettings settings, PrintStream out) throws IOException;

  /**
   * The command of that name.
   *
   * @throws IllegalArgumentException when there is none; fit for people
   */
  static CaptureCommand of(String name) {
    return switch (name) {
      case "install" -> INSTALL;
      case "status" -> STATUS;
      case "remove" -> REMOVE;
      default ->
          throw new IllegalArgumentException(
              "capture: " + name + " (expected: install, status or remove)");
    };
  }
}
