package dev.weft.proxy.settings;

import dev.weft.enforcer.settings.JoinSource;
import dev.weft.enforcer.settings.JoinTokenType;
import dev.weft.enforcer.settings.PodMount;
import dev.weft.enforcer.settings.Secret;
import dev.weft.enforcer.settings.SettingException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A workload as it stands in a YAML file. */
final class WorkloadNode {
  private static final PodMount MOUNTED = new PodMount(null, null, null, PodMount.USUAL_FOLDER);

  private WorkloadNode() {}

  /**
   * The workload that {@code entry} describes.
   *
   * @throws SettingException when it describes none
   */
  static WorkloadSpec read(FileNode entry) {
    entry.only("name", "join", "join.file", "labels", "listeners", "pod", "process");
    @Nullable CaptureSpec captured = CaptureNode.read(entry);
    return new WorkloadSpec(
        entry.value("name", WorkloadNode::name),
        JoinSource.of(
            entry.optional("join", WorkloadNode::token),
            entry.optional("join.file", text -> Path.of(text)),
            MOUNTED),
        entry.texts("labels"),
        captured != null && !entry.has("listeners")
            ? List.of()
            : entry.list("listeners").stream().map(WorkloadNode::listener).toList(),
        captured);
  }

  private static ListenerSpec listener(FileNode entry) {
    if (entry.has("forward")) {
      entry.only("forward");
      return new ListenerSpec.Forward(entry.value("forward", HostPort::parse));
    }
    if (entry.has("socks")) {
      entry.only("socks");
      return new ListenerSpec.Socks(entry.value("socks", HostPort::parse));
    }
    if (entry.has("inbound")) {
      entry.only("inbound", "to", "protocol");
      return new ListenerSpec.Inbound(
          entry.value("inbound", HostPort::parse), to(entry), protocol(entry));
    }
    entry.only("outbound", "to", "protocol", "outside");
    return new ListenerSpec.Outbound(
        entry.value("outbound", HostPort::parse), to(entry), protocol(entry), outside(entry));
  }

  private static HostPort to(FileNode entry) {
    return entry.value(
        "to",
        text -> {
          HostPort to = HostPort.parse(text);
          if (to.port() == 0) {
            throw new IllegalArgumentException(text + " (expected: a port from 1 to 65535)");
          }
          return to;
        });
  }

  private static AppProtocol protocol(FileNode entry) {
    AppProtocol declared = entry.optional("protocol", AppProtocol::parse);
    return declared == null ? AppProtocol.AUTO : declared;
  }

  private static boolean outside(FileNode entry) {
    Boolean said =
        entry.optional(
            "outside",
            text -> {
              if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException(text + " (expected: true or false)");
              }
              return text.equals("true");
            });
    return said != null && said;
  }

  private static Secret token(String text) {
    try {
      return new JoinTokenType().parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("*** (expected: " + new JoinTokenType().expected() + ")");
    }
  }

  private static String name(String text) {
    if (!text.matches("[A-Za-z0-9._-]{1,63}")) {
      throw new IllegalArgumentException(
          text + " (expected: 1 to 63 letters, digits, dots, dashes)");
    }
    return text;
  }
}
