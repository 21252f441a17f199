package dev.weft.proxy.settings;

import dev.weft.core.directory.IpLiteral;
import dev.weft.enforcer.settings.SettingException;
import dev.weft.proxy.settings.ProcessSpec.Match;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** By what a workload's connections are captured, as it stands in a YAML file. */
final class CaptureNode {
  /** What a network namespace is named by, for messages. */
  static final String NETNS_EXPECTED =
      "the absolute path of a network namespace, such as /var/run/netns/NAME or /proc/PID/ns/net";

  private CaptureNode() {}

  /**
   * What {@code workload} says of it, or null when nothing is captured.
   *
   * @throws SettingException when that is something else
   */
  static @Nullable CaptureSpec read(FileNode workload) {
    if (workload.has("pod") && workload.has("process")) {
      throw new SettingException(
          workload.at("process") + ": beside pod (expected: the one or the other)");
    }
    if (workload.has("pod")) {
      return pod(workload.inner("pod"));
    }
    return workload.has("process") ? process(workload.inner("process")) : null;
  }

  private static PodSpec pod(FileNode node) {
    node.only("addresses", "ports", "netns");
    Set<InetAddress> addresses = new HashSet<>();
    for (String text : node.values("addresses")) {
      addresses.add(address(node.at("addresses"), text));
    }
    return new PodSpec(addresses, ports(node), node.optional("netns", CaptureNode::namespace));
  }

  private static Netns namespace(String text) {
    if (!text.matches("/[^\\s\\p{Cntrl}]{1,1023}")) {
      throw new IllegalArgumentException(text + " (expected: " + NETNS_EXPECTED + ")");
    }
    return new Netns.AtPath(Path.of(text));
  }

  private static ProcessSpec process(FileNode node) {
    node.only("uid", "cgroup", "mark", "ports");
    @Nullable Match user = node.optional("uid", CaptureNode::user);
    @Nullable Match group = node.optional("cgroup", CaptureNode::group);
    @Nullable Match mark = node.optional("mark", CaptureNode::mark);
    List<Match> given = Stream.of(user, group, mark).filter(Objects::nonNull).toList();
    if (given.size() != 1) {
      throw new SettingException(
          node.path() + ": " + given.size() + " of uid, cgroup and mark (expected: one)");
    }
    return new ProcessSpec(given.get(0), ports(node));
  }

  private static Match user(String text) {
    if (!text.matches("\\d{1,10}") || Long.parseLong(text) > 0xFFFFFFFEL) {
      throw new IllegalArgumentException(text + " (expected: the number of a user)");
    }
    return new Match.User(Long.parseLong(text));
  }

  private static Match group(String text) {
    if (!text.matches("[A-Za-z0-9_.@:-]+(/[A-Za-z0-9_.@:-]+)*") || text.length() > 1024) {
      throw new IllegalArgumentException(
          text + " (expected: a path beneath the root of cgroups, such as system.slice/x.service)");
    }
    return new Match.ControlGroup(text);
  }

  private static Match mark(String text) {
    return new Match.Mark(new MarkType().parse(text));
  }

  private static Map<Integer, AppProtocol> ports(FileNode node) {
    Map<Integer, AppProtocol> ports = new HashMap<>();
    FileNode declared = node.has("ports") ? node.inner("ports") : null;
    if (declared != null) {
      for (String port : declared.names()) {
        ports.put(port(declared, port), declared.value(port, AppProtocol::parse));
      }
    }
    return ports;
  }

  private static InetAddress address(String path, String text) {
    try {
      InetAddress address = IpLiteral.parse(text);
      if (address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || address.isLinkLocalAddress()
          || address.isMulticastAddress()) {
        throw new SettingException(path + ": " + text + " (expected: an address of one pod)");
      }
      return address;
    } catch (IllegalArgumentException e) {
      throw new SettingException(path + ": " + e.getMessage());
    }
  }

  private static int port(FileNode declared, String text) {
    if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > 65535) {
      throw new SettingException(declared.at(text) + ": (expected: a port from 1 to 65535)");
    }
    return Integer.parseInt(text);
  }
}
