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
      entry.only("forward", "exposed");
      return new ListenerSpec.Forward(ofProgram(entry, "forward"));
    }
    if (entry.has("socks")) {
      entry.only("socks", "exposed");
      return new ListenerSpec.Socks(ofProgram(entry, "socks"));
    }
    if (entry.has("inbound")) {
      entry.only("inbound", "to", "protocol");
      return new ListenerSpec.Inbound(
          entry.value("inbound", HostPort::parse), to(entry), protocol(entry));
    }
    entry.only("outbound", "to", "protocol", "outside", "exposed");
    return new ListenerSpec.Outbound(
        ofProgram(entry, "outbound"), to(entry), protocol(entry), isTrue(entry, "outside"));
  }

  /** Whoever connects there speaks with the workload's identity, and is asked nothing. */
  private static HostPort ofProgram(FileNode entry, String name) {
    boolean exposed = isTrue(entry, "exposed");
    return entry.value(
        name,
        text -> {
          HostPort place = HostPort.parse(text);
          if (!exposed && !place.isLoopback()) {
            throw new IllegalArgumentException(
                text
                    + " (expected: a loopback address, or exposed: true beside it where all who"
                    + " can connect may act as the workload)");
          }
          return place;
        });
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

  private static boolean isTrue(FileNode entry, String name) {
    Boolean said =
        entry.optional(
            name,
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
