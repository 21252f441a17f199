package dev.weft.proxy.admin;

import dev.weft.core.identity.Identity;
import dev.weft.proxy.workload.Workload;
import java.security.cert.X509Certificate;
import java.util.List;

/** The certificates of workloads, and the roots that they trust; a line for each. */
final class Certificates {
  private Certificates() {}

  static String of(List<Workload> workloads) {
    StringBuilder text = new StringBuilder();
    for (Workload workload : workloads) {
      String name = workload.spec().name();
      workload.identity().ifPresentOrElse(it -> describe(name, it, text), () -> none(name, text));
    }
    return text.toString();
  }

  private static void describe(String name, Identity identity, StringBuilder text) {
    X509Certificate leaf = identity.svid().leaf();
    line(text, name, "svid", identity.id().toString(), leaf);
    for (X509Certificate root : identity.bundle().roots()) {
      line(text, name, "root", root.getSubjectX500Principal().getName(), root);
    }
  }

  private static void line(
      StringBuilder text, String name, String kind, String what, X509Certificate certificate) {
    text.append(name)
        .append(' ')
        .append(kind)
        .append(" serial ")
        .append(certificate.getSerialNumber().toString(16))
        .append(", ")
        .append(certificate.getNotBefore().toInstant())
        .append(" to ")
        .append(certificate.getNotAfter().toInstant())
        .append(", ")
        .append(what)
        .append('\n');
  }

  private static void none(String name, StringBuilder text) {
    text.append(name).append(" none yet\n");
  }
}
