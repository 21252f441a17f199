package dev.weft.core.control;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Names the host and network namespace that this process lives in: loopback means the same to two
 * processes exactly when their host IDs are equal.
 *
 * <p>On Linux it is a hash of the kernel's boot id and of the inode of the network namespace.
 * Elsewhere there are no network namespaces, and it is a hash of the interfaces' hardware
 * addresses. Where neither is to be had it is random: such a process shares its loopback with
 * nobody.
 */
public final class HostId {
  private HostId() {}

  /** The host ID of this process. */
  public static String current() {
    return of(Path.of("/proc"));
  }

  static String of(Path proc) {
    try {
      String boot = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
      String namespace = Files.readSymbolicLink(proc.resolve("self/ns/net")).toString();
      return hash("linux " + boot + " " + namespace);
    } catch (IOException | UnsupportedOperationException e) {
      return fallback();
    }
  }

  private static String fallback() {
    TreeSet<String> hardware = new TreeSet<>();
    try {
      for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
        byte[] address = network.getHardwareAddress();
        if (address != null && !network.isVirtual()) {
          hardware.add(Base64.getEncoder().encodeToString(address));
        }
      }
    } catch (SocketException e) {
      hardware.clear();
    }
    return hash(hardware.isEmpty() ? "random " + UUID.randomUUID() : "hardware " + hardware);
  }

  /** Opaque, so that nothing of the machine is told to those who see it. */
  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 22);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}
